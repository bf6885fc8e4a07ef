"""Addresses of overview of issues."""

from ..rows import Row

ROWS: dict[str, Row] = {}
