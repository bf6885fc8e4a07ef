"""The speed table: `make bench`, on a PostgreSQL of its own."""
