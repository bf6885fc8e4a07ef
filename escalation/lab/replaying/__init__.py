"""A variant of the ladder over figures of the past: nothing but numbers in and out."""
