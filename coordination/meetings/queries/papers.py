"""A set of meeting papers as one reader may read it today, beside the set before it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from coordination.dossiers.models import Dossier
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import User

from ..models import AgendaItem, Meeting, MeetingPapers, PaperInSet, PapersFile

NEW, REPLACED = "new", "replaced"


@dataclass(frozen=True)
class SetPaper:
    """One paper. `change` says what it is beside the set before: new, replaced or nothing."""

    label: str
    version: PaperVersion
    late: bool
    change: str

    @property
    def paper(self) -> Paper:
        return self.version.paper


@dataclass(frozen=True)
class SetItem:
    """An agenda item as it was frozen, numbered for the reader; empty where it is held back."""

    item: UUID
    number: int
    title: str
    purpose: str
    minutes: int
    requested_decision: str
    agreed_with: str
    differences: list[dict[str, str]]
    papers: list[SetPaper] = field(default_factory=list)


@dataclass(frozen=True)
class SetView:
    """What she reads of a set; `withdrawn` stood in the set before and not in this one."""

    papers: MeetingPapers
    items: list[SetItem]
    withdrawn: list[PaperVersion]
    dossiers: tuple[Dossier, ...]

    @property
    def all_papers(self) -> list[SetPaper]:
        return [paper for item in self.items for paper in item.papers]

    @property
    def changed(self) -> list[SetPaper]:
        return [paper for paper in self.all_papers if paper.change]

    @property
    def differs(self) -> bool:
        return bool(self.changed or self.withdrawn)

    @property
    def size(self) -> int:
        return sum(paper.version.size for paper in self.all_papers)


def sets_of(meeting: Meeting) -> list[MeetingPapers]:
    """Newest first."""
    found = meeting.paper_sets.select_related("by__organisation").order_by("-number")
    return list(found)


def set_for(user: User, papers: MeetingPapers) -> SetView:
    """The set with what she may see of it: items, papers and differences, by her rights now."""
    asked = [UUID(row["item"]) for row in papers.agenda]
    rows = AgendaItem.objects.visible_to(user).filter(pk__in=asked)
    seen = {row.pk: row for row in rows.select_related("dossier")}
    held_back = AgendaItem.objects.held_back_from(user).filter(pk__in=asked)
    held = set(held_back.values_list("pk", flat=True))
    now, before = _now_and_before(user, papers)
    items: list[SetItem] = []
    for row in papers.agenda:
        pk = UUID(row["item"])
        if pk in seen:
            items.append(_item(row, pk, len(items) + 1, now, before, held=pk in held))
    kept = {one.version.paper_id for one in now}
    gone = [one.version for one in before or () if one.version.paper_id not in kept]
    dossiers = {row.dossier_id: row.dossier for row in seen.values()}
    dossiers |= {one.version.paper.dossier_id: one.version.paper.dossier for one in now}
    dossiers[papers.meeting.dossier_id] = papers.meeting.dossier
    return SetView(papers, items, gone, tuple(dossiers.values()))


def _item(
    row: dict[str, Any],
    pk: UUID,
    number: int,
    now: list[PaperInSet],
    before: list[PaperInSet] | None,
    *,
    held: bool,
) -> SetItem:
    papers = [one for one in now if one.item_id == pk]
    return SetItem(
        item=pk,
        number=number,
        title=row["title"],
        purpose=row["purpose"],
        minutes=row["minutes"],
        requested_decision="" if held else row["requested_decision"],
        agreed_with="" if held else row["agreed_with"],
        differences=[] if held else row["differences"],
        papers=list(_papers(papers, number, before)),
    )


def _papers(
    rows: list[PaperInSet], number: int, before: list[PaperInSet] | None
) -> Iterable[SetPaper]:
    for place, row in enumerate(rows, start=1):
        label = f"{number}.{place}"
        yield SetPaper(label, row.version, row.late, _change(row, before))


def _change(row: PaperInSet, before: list[PaperInSet] | None) -> str:
    if before is None:
        return ""
    was = [one.version_id for one in before if one.version.paper_id == row.version.paper_id]
    if not was:
        return NEW
    return "" if row.version_id in was else REPLACED


def _now_and_before(
    user: User, papers: MeetingPapers
) -> tuple[list[PaperInSet], list[PaperInSet] | None]:
    """What she may see of this set, and of the one before it; None where this is the first.

    What was removed from its dossier since is not in it any more. One query.
    """
    number = papers.number
    of_both = {"papers__meeting": papers.meeting_id, "papers__number__in": [number, number - 1]}
    rows = PaperInSet.objects.visible_to(user).filter(**of_both)
    parts = rows.select_related("version__paper__dossier", "version__paper__supplied_by")
    found = list(parts.order_by("position", "version__paper__title", "pk"))
    now = [row for row in found if row.papers_id == papers.pk]
    before = [row for row in found if row.papers_id != papers.pk]
    now = [row for row in now if row.version.paper.removed_at is None]
    return now, before if number > 1 else None


def files_of(user: User, papers: MeetingPapers) -> dict[str, PapersFile | None]:
    """Her own files of a set: the whole and the changes, each where she asked for it."""
    rows = PapersFile.objects.visible_to(user).filter(papers=papers)
    found = {row.only_changes: row for row in rows.order_by("only_changes")}
    return {"whole": found.get(False), "changes": found.get(True)}
