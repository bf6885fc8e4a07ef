"""Addresses of options."""

from ..rows import Row

ROWS: dict[str, Row] = {}
