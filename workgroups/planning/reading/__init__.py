"""A planning in a spreadsheet: how it is written, and how it is read within bounds."""

from .rows import COLUMNS, FileRow
from .workbook import read_workbook

__all__ = ["COLUMNS", "FileRow", "read_workbook"]
