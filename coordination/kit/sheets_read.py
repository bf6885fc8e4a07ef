"""A table that somebody fills in a spreadsheet and sends: .csv or .xlsx, with its head on top."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from .refusals import Refusal
from .sheets import FORMULA

LARGEST = 1024 * 1024
UNPACKED = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 2000, 60

Rows = list[dict[str, str]]
"""Per row its cells by the head of their column, in small letters; empty ones are left out."""


def read_table(upload: "UploadedFile[Any]", *, field: str = "upload") -> Rows:
    """The rows of a .csv (comma, semicolon or tab) or of the first sheet of an .xlsx, as texts.

    Refuses what is larger than a megabyte or 2,000 rows, has no head, or cannot be read.
    """
    if (upload.size or 0) > LARGEST:
        raise Refusal(_("This list is larger than 1 MB. Split it."), field=field)
    content = upload.read()
    try:
        is_book = content.startswith(b"PK\x03\x04")
        table = _of_book(content, field) if is_book else _of_text(content)
    except Refusal:
        raise
    # openpyxl answers a broken file with whatever it stumbled over
    except Exception as trouble:
        sentence = _("This file cannot be read as a list. Save it as .csv or .xlsx and try again.")
        raise Refusal(sentence, field=field) from trouble
    if len(table) > MOST_ROWS + 1:
        raise Refusal(_("This list has more than 2,000 rows. Split it."), field=field)
    return _named(table, field)


def _of_text(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    first = text.lstrip().partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _of_book(content: bytes, field: str) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED:
            raise Refusal(_("This list is larger than 1 MB. Split it."), field=field)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it says of its own size is not believed
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return [[_text(cell) for cell in row] for row in rows]
    finally:
        book.close()


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    text = str(cell).strip()
    # what an export put before a cell so that it is no formula
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _named(table: list[list[str]], field: str) -> Rows:
    filled = [row for row in table if any(row)]
    if not filled:
        raise Refusal(_("This list is empty."), field=field)
    head = [name.casefold() for name in filled[0]]
    twice = {name for name in head if name and head.count(name) > 1}
    if twice:
        sentence = _("Two columns are called %(name)s.") % {"name": min(twice)}
        raise Refusal(sentence, field=field)
    return [
        {name: cell for name, cell in zip(head, row, strict=False) if name and cell}
        for row in filled[1:]
    ]
