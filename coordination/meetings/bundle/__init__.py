"""Meeting papers as one file: laid out for a reader, bound into a PDF or put in a zip."""
