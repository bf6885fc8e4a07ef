"""Addresses of advice line."""

from ..rows import Row

ROWS: dict[str, Row] = {}
