"""Addresses of teams."""

from ..rows import Row

ROWS: dict[str, Row] = {}
