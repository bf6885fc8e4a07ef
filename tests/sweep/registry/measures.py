"""Addresses of measures."""

from ..rows import Row

ROWS: dict[str, Row] = {}
