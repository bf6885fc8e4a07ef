"""Addresses of assignments."""

from ..rows import Row

ROWS: dict[str, Row] = {}
