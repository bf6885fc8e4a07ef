"""What differs between two reports: line by line, and within a line word by word."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from coordination.people.models import ReportForm

from .content import Report, ReportItem, ReportLine
from .document import paragraph_of


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """A stretch of words that is the same, added or removed."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class LineChange:
    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ItemChange:
    kind: Kind
    title: str
    lines: tuple[LineChange, ...]

    @property
    def differs(self) -> bool:
        return self.kind != Kind.SAME or any(line.kind != Kind.SAME for line in self.lines)


def differences(old: Report | None, new: Report) -> list[ItemChange]:
    """Every item of `new` with its lines, and those of `old` that are gone, each marked.

    Both must be the same reader's. Without `old` nothing is marked.
    """
    before = (old or new).items
    return [_item(kind, was, item) for kind, was, item in _paired(before, new.items, form=new.form)]


def _paired(
    before: Sequence[ReportItem], after: Sequence[ReportItem], *, form: str
) -> Iterable[tuple[Kind, ReportItem, ReportItem]]:
    old, new = {item.id: item for item in before}, {item.id: item for item in after}
    for kind, name in _steps(list(old), list(new)):
        was, item = old.get(name, new.get(name)), new.get(name, old.get(name))
        assert was is not None
        assert item is not None
        yield kind, _shown(was, form), _shown(item, form)


def _shown(item: ReportItem, form: str) -> ReportItem:
    """A list shows decisions and points only, whatever else was typed."""
    if form == ReportForm.REPORT:
        return item
    lines = (line for line in item.lines if line.decision or line.point)
    return ReportItem(item.id, item.dossier, item.title, item.number, tuple(lines))


def _item(kind: Kind, was: ReportItem, item: ReportItem) -> ItemChange:
    title = f"{item.number}. {item.title}"
    if kind != Kind.SAME:
        return ItemChange(kind, title, tuple(_whole(kind, line) for line in item.lines))
    old = {line.entry: line for line in was.lines}
    new = {line.entry: line for line in item.lines}
    lines = (
        _line(old[name], new[name])
        if step == Kind.SAME
        else _whole(step, (new if step == Kind.ADDED else old)[name])
        for step, name in _steps(list(old), list(new))
    )
    renamed = was.title != item.title
    return ItemChange(Kind.CHANGED if renamed else Kind.SAME, title, tuple(lines))


def _whole(kind: Kind, line: ReportLine) -> LineChange:
    return LineChange(kind, (Piece(kind, _words(line)),))


def _line(old: ReportLine, new: ReportLine) -> LineChange:
    before, after = _words(old), _words(new)
    if before == after:
        return LineChange(Kind.SAME, (Piece(Kind.SAME, after),))
    return LineChange(Kind.CHANGED, tuple(_pieces(before, after)))


def _pieces(before: str, after: str) -> Iterable[Piece]:
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Kind.SAME, "".join(new[k:m]))
            continue
        if i < j:
            yield Piece(Kind.REMOVED, "".join(old[i:j]))
        if k < m:
            yield Piece(Kind.ADDED, "".join(new[k:m]))


def _steps(old: list[str], new: list[str]) -> Iterable[tuple[Kind, str]]:
    """The names in reading order; one that moved is removed there and added here."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((Kind.SAME, name) for name in new[k:m])
            continue
        yield from ((Kind.REMOVED, name) for name in old[i:j])
        yield from ((Kind.ADDED, name) for name in new[k:m])


def _words(line: ReportLine) -> str:
    said = paragraph_of(line)
    head = f"{said.label}: {said.text}" if said.label else said.text
    return f"{head} · {said.facts}" if said.facts else head
