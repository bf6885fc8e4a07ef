"""What the pages of requests ask of the tables."""
