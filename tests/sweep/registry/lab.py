"""Addresses of ladder lab."""

from ..rows import Row

ROWS: dict[str, Row] = {}
