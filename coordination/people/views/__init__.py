"""The pages about people, one file per noun."""
