"""A pasted block: one line per line, without bullets and mail quoting, tables row by row."""

from __future__ import annotations

import re
from datetime import date

from coordination.kit.dates import Calendar

from .read import read_line
from .reads import Directory, LineRead

QUOTING = re.compile(r"\s*(?:>\s?)+")
BULLET = re.compile(r"\s*(?:[-*•◦▪‣·●–—]|o(?=\t)|\d{1,2}[.)]|[a-z][.)])\s+(?:\[[ xX]?\]\s*)?")
RULE = re.compile(r"[\s\-_=*.·|]*")
HEADERS = {
    "what": "actie actiepunt actiepunten omschrijving wat taak onderwerp action what task",
    "who": "houder actiehouder wie eigenaar verantwoordelijke owner who",
    "when": "termijn deadline datum wanneer gereed due when date",
    "skip": "nr nr. # no no. status",
}
COLUMN = {word: column for column, words in HEADERS.items() for word in words.split()}
NAMES = re.compile(r"\s*(?:[,;/+]|\ben\b|\band\b)\s*")


def read_block(text: str, *, on: date, directory: Directory, calendar: Calendar) -> list[LineRead]:
    """Return one reading per line that says something; a table's heading says how to read it."""
    return [
        read_line(line, on=on, directory=directory, calendar=calendar)
        for line in _lines(text, directory)
    ]


def _lines(text: str, directory: Directory) -> list[str]:
    lines: list[str] = []
    columns: list[str] = []
    for raw in text.splitlines():
        line = QUOTING.sub("", raw, count=1) if QUOTING.match(raw) else raw
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2:
            columns = []
            line = _without_bullet(line)
        elif _is_heading(cells):
            columns = [COLUMN.get(cell.casefold().rstrip(":"), "") for cell in cells]
            continue
        else:
            line = _row(cells, columns, directory)
        if not RULE.fullmatch(line):
            lines.append(line.strip())
    return lines


def _without_bullet(line: str) -> str:
    for _ in range(2):
        line = BULLET.sub("", line, count=1) if BULLET.match(line) else line
    return line


def _is_heading(cells: list[str]) -> bool:
    known = {COLUMN.get(cell.casefold().rstrip(":")) for cell in cells}
    return len(known - {None, "skip"}) >= 2


def _row(cells: list[str], columns: list[str], directory: Directory) -> str:
    """Actie, Houder, Termijn -> "Actie: ... @VWS Termijn: wo 4 nov"; else the cells in a row."""
    if len(columns) < 2:
        joined = "\t".join(cells)
        bare = _without_bullet(joined).split("\t")
        return " ".join(_cell(cell, directory) for cell in bare if cell)
    by_column: dict[str, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell:
            by_column.setdefault(column, []).append(cell)
    said = " ".join(
        _without_bullet(cell) for cell in by_column.get("what", []) + by_column.get("", [])
    )
    who = " ".join(_names(cell) for cell in by_column.get("who", []))
    when = " ".join(f"Termijn: {cell}" for cell in by_column.get("when", []))
    if not (said or who or when):
        return ""
    return " ".join(part for part in ("Actie:", said, who, when) if part)


def _cell(cell: str, directory: Directory) -> str:
    return f"@{cell}" if " " not in cell and directory.find(cell) else cell


def _names(cell: str) -> str:
    """J&V stays one name; a name of several words is quoted."""
    names = [name.lstrip("@") for name in NAMES.split(cell) if name]
    return " ".join(f'@"{name}"' if " " in name else f"@{name}" for name in names)
