"""Questions over lines, their stops and what was said there."""
