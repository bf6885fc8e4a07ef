"""Addresses of lessons."""

from ..rows import Row

ROWS: dict[str, Row] = {}
