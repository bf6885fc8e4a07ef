"""Pages of dossiers and of the record."""
