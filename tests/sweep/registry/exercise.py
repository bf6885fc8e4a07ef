"""Addresses of exercise."""

from ..rows import Row

ROWS: dict[str, Row] = {}
