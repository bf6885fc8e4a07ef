"""The whole of an installation in one archive, and back: database, files, and their sums."""
