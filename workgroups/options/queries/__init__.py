"""Questions over questions with variants."""
