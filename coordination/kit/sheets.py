"""Lists as CSV and .xlsx that a spreadsheet reads as text, never as a formula.

In an exercise each row says so in a column of its own, so that one copied elsewhere still does.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from .exercise import marked, watermark

FORMULA = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value: Any) -> str:
    """The value as text; what a spreadsheet would compute gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA) else text


def csv_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """`name`.csv in UTF-8 with semicolons, as a Dutch spreadsheet opens it."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=";")
    for row in _marked(head, rows):
        writer.writerow([safe_cell(cell) for cell in row])
    content = held.getvalue().encode("utf-8-sig")
    return _attachment(content, f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """`name`.xlsx with one sheet; text is stored as text, dates as dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=name[:31])
    sheet.oddHeader.center.text = watermark()
    for row in _marked(head, rows):
        sheet.append([_cell(sheet, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return _attachment(held.getvalue(), f"{name}.xlsx", XLSX)


def _marked(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    word = watermark()
    for row in (head, *rows):
        yield (*row, word) if word else row


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, int | float | date):
        return WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # openpyxl takes any value
    cell = WriteOnlyCell(sheet, value=safe_cell(value))
    cell.data_type = "s"
    return cell


def _attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    named = marked(name, by="-")
    disposition = {"Content-Disposition": f'attachment; filename="{named}"'}
    return HttpResponse(content, content_type=content_type, headers=disposition)
