"""Questions about action points."""
