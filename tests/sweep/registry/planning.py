"""Addresses of products and planning."""

from ..rows import Row

ROWS: dict[str, Row] = {}
