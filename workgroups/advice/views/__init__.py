"""Pages of the advice line."""
