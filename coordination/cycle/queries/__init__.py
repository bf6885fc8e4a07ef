"""Questions about the rhythm: what stands when, and what is due."""
