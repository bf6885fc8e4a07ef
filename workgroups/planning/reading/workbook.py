"""An .xlsx is looked at before it is read, and read no further than a planning can be."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from coordination.kit.refusals import Refusal
from coordination.kit.text import refuse_unsafe
from coordination.papers.files import inspect_upload

from .rows import COLUMNS, LENGTHS, NEEDED, FileRow, column_named, unescaped

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_EMPTY = 500, 40, 200
MOST_NAMED = 5
FILLED = re.compile(
    rb"<(?:\w+:)?c\s[^>]{0,99}?r=\"[A-Z]{1,3}(\d{1,7})\"[^>]{0,99}(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b"
)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,99}?ref=\"([A-Z0-9:]{1,20})\"")


class Unreadable(Refusal):
    """The file is no planning that can be taken over as it stands."""


def read_workbook(upload: "UploadedFile[Any]") -> tuple[str, str, list[FileRow]]:
    """The name of the file, its sha256 and its rows.

    They are those of the sheet that has the heads of the template; hidden sheets are not read.
    Refuses what is no .xlsx or too large before it is unpacked, formulas and merged cells with
    their places, a head that is not that of the template, two such sheets, and over 500 rows.
    """
    if int(upload.size or 0) > MOST_BYTES:
        raise _refused(_("This file is larger than 2 MB. Leave in it what the template asks for."))
    found = inspect_upload(upload)
    if found.extension != "xlsx":
        raise _refused(_("Send the planning as .xlsx, like the template."))
    assert upload.file is not None
    upload.seek(0)
    _refuse_unpacked(upload.file)
    upload.seek(0)
    try:
        book = load_workbook(upload.file, read_only=True, data_only=False, keep_links=False)
        sheet = _sheet(book)
        _refuse_merged(sheet)
        rows = list(_rows(sheet))
    except Refusal:
        raise
    except Exception as broken:
        sentence = _("This file is damaged. Save it again and try once more.")
        raise _refused(sentence) from broken
    if not rows:
        raise _refused(_("This file holds no rows. Fill in the template."))
    return found.name, found.sha256, rows


def _refuse_unpacked(file: Any) -> None:
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise _refused(_("This file unpacks to far more than a planning. It is not taken."))


def _sheet(book: Any) -> Any:
    """The sheet with the heads of the template; where none has them, the first that shows."""
    shown = [one for one in book.worksheets if one.sheet_state == "visible"]
    fitting = [one for one in shown if set(NEEDED) <= set(_heads(one))]
    if len(fitting) > 1:
        sentence = _("Two sheets hold a planning: %(names)s. Leave one of them in the file.")
        raise _refused(sentence % {"names": ", ".join(one.title for one in fitting[:MOST_NAMED])})
    return next(iter(fitting or shown), None)


def _heads(sheet: Any) -> list[str]:
    head = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
    return [column_named(str(value or "")) for value in head]


def _source(sheet: Any) -> bytes:
    with sheet._get_source() as source:  # noqa: SLF001  the only way to the file of this sheet
        found: bytes = source.read()
    return found


def _refuse_merged(sheet: Any) -> None:
    """Merged cells say one thing for many rows; which, nobody can tell."""
    places = MERGED.findall(_source(sheet)) if sheet is not None else []
    if places:
        named = ", ".join(place.decode() for place in places[:MOST_NAMED])
        sentence = _("Cells are merged: %(places)s. Split them and fill in each cell.")
        raise _refused(sentence % {"places": named})


def _rows(sheet: Any) -> Iterator[FileRow]:
    if sheet is None:
        return
    cells = sheet.iter_rows(max_col=MOST_COLUMNS)
    columns = _columns(next(cells, ()))
    formulas: list[str] = []
    kept = empty = 0
    for number, row in enumerate(cells, 2):
        _note_formulas(row, number, formulas)
        if all(cell.value in (None, "") for cell in row):
            empty += 1
            if empty > MOST_EMPTY:
                _refuse_more(sheet, below=number)
                break
            continue
        kept, empty = kept + 1, 0
        if kept > MOST_ROWS:
            sentence = _("A planning has at most %(most)d rows. Split this one.")
            raise _refused(sentence % {"most": MOST_ROWS})
        if len(formulas) < MOST_NAMED:
            yield _row(number, row, columns)
    if formulas:
        named = ", ".join(formulas[:MOST_NAMED])
        sentence = _("Cells hold a formula: %(places)s. Paste their values in the place of it.")
        raise _refused(sentence % {"places": named})


def _refuse_more(sheet: Any, *, below: int) -> None:
    """Reading ends at a long stretch of empty rows; what stands under it is not left out unsaid."""
    further = [row for row in map(int, FILLED.findall(_source(sheet))) if row > below]
    if further:
        sentence = _("Row %(row)d stands under %(empty)d empty rows. Remove the empty rows.")
        raise _refused(sentence % {"row": min(further), "empty": MOST_EMPTY})


def _columns(head: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = column_named(str(cell.value or ""))
        if name and name in found:
            sentence = _("The column %(name)s stands twice.") % {"name": COLUMNS[name]}
            raise _refused(sentence)
        if name:
            found[name] = place
    missing = [str(COLUMNS[name]) for name in NEEDED if name not in found]
    if missing:
        sentence = _("The first row lacks: %(names)s. Use the heads of the template.")
        raise _refused(sentence % {"names": ", ".join(missing)})
    return found


def _note_formulas(row: Any, number: int, formulas: list[str]) -> None:
    for place, cell in enumerate(row, 1):
        if getattr(cell, "data_type", "") == "f" and len(formulas) < MOST_NAMED:
            formulas.append(f"{get_column_letter(place)}{number}")


def _row(number: int, row: Any, columns: dict[str, int]) -> FileRow:
    values = {
        name: _text(row[place].value, name, number)
        for name, place in columns.items()
        if place < len(row)
    }
    return FileRow(number, **values)


def _text(value: Any, name: str, number: int) -> str:
    """A cell as text: a date as it is typed here, a whole number without its zeros."""
    match value:
        case None:
            return ""
        case dt.datetime() | dt.date():
            return f"{value:%d-%m-%Y}"
        case float() if value.is_integer():
            return str(int(value))
    text = " ".join(unescaped(str(value)).split())
    for sentence in refuse_unsafe(text, longest=LENGTHS.get(name, 254)):
        said = {"row": number, "column": COLUMNS[name], "sentence": sentence}
        raise _refused(_("Row %(row)d, %(column)s: %(sentence)s") % said)
    return text


def _refused(sentence: str) -> Unreadable:
    return Unreadable(sentence, field="upload")
