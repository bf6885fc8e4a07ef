"""The report of a meeting in the body's form: frozen, filtered per reader, and written out."""
