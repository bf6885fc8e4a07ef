"""Which layout a file has, by its first line."""

from typing import IO

from .layouts import LAYOUTS, Layout
from .lines import DELIMITERS, Lines, Unreadable
from .problems import Problem, Problems


def first_look(file: IO[bytes]) -> Layout | Problem:
    """The layout of the file, or what is wrong with its first line; a file that is no table is
    known by it at once."""
    problems = Problems()
    try:
        return recognise(Lines(file, problems))[0]
    except Unreadable:
        return problems.listed[0]


def recognise(lines: Lines) -> tuple[Layout, list[str]]:
    """The layout that has the columns of the first line, and those columns."""
    first = lines.header()
    nearest = 0, LAYOUTS[-1].needed
    for delimiter in DELIMITERS:
        lines.delimiter = delimiter
        found = [name.strip() for name in lines.fields(first) or []]
        for layout in LAYOUTS:
            header = layout.named(found)
            missing = [column for column in layout.needed if column not in header]
            if not missing:
                _refuse_doubled(layout, header, lines)
                return layout, header
            score = len(layout.needed) - len(missing)
            if score > nearest[0]:
                nearest = score, missing
    lines.problems.add(1, "layout", ", ".join(nearest[1]))
    raise Unreadable


def _refuse_doubled(layout: Layout, header: list[str], lines: Lines) -> None:
    doubled = [column for column in layout.needed if header.count(column) > 1]
    if doubled:
        lines.problems.add(1, "doubled_column", ", ".join(doubled))
        raise Unreadable
