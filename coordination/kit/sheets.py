"""Lists as CSV and .xlsx that a spreadsheet reads as text, never as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

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
    writer.writerow([safe_cell(cell) for cell in head])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    content = held.getvalue().encode("utf-8-sig")
    return _attachment(content, f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """`name`.xlsx with one sheet; text is stored as text, dates as dates."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=name[:31])
    for row in (head, *rows):
        sheet.append([_cell(sheet, value) for value in row])
    held = io.BytesIO()
    book.save(held)
    return _attachment(held.getvalue(), f"{name}.xlsx", XLSX)


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, int | float | date):
        return WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # openpyxl takes any value
    cell = WriteOnlyCell(sheet, value=safe_cell(value))
    cell.data_type = "s"
    return cell


def _attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=disposition)
