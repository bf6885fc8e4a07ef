"""Pages of questions with variants."""
