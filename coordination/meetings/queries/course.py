"""The way of a subject past meetings: what came before and after, and what changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from coordination.dossiers.queries.wording import Piece, pieces
from coordination.people.models import User

from ..models import AgendaItem, Entry, Feedback, Submission
from .embargo import hold_back
from .item_parts import parts_for

COURSE_PARTS = ("meeting__body", "meeting__dossier", "dossier", "referred_to", "submitted_by")


@dataclass(frozen=True)
class PaperChange:
    """A paper that is new, has a newer version, or lies there no more; numbers of versions."""

    kind: str
    title: str
    url: str
    was: int = 0
    now: int = 0


@dataclass(frozen=True)
class Since:
    """What differs from the item before. `asked` is empty where the request is the same."""

    earlier: AgendaItem
    asked: list[Piece]
    papers: list[PaperChange]
    joined: list[str]
    left: list[str]

    @property
    def nothing(self) -> bool:
        return not (self.asked or self.papers or self.joined or self.left)


@dataclass(frozen=True)
class Step:
    """One item of the course with the lines typed under it, as this reader may see them."""

    item: AgendaItem
    lines: list[Entry]


def put_since(user: User, items: Iterable[AgendaItem]) -> None:
    """Say on each item what changed since the one it follows; no query where none follows.

    Items come with parts_for; of an earlier item she may not see nothing is said.
    """
    later = [item for item in items if item.follows_id]
    if not later:
        return
    rows = (
        AgendaItem.objects.visible_to(user)
        .filter(pk__in=[item.follows_id for item in later])
        .select_related("meeting__body")
        .prefetch_related(*parts_for(user))
    )
    earlier = {row.pk: row for row in hold_back(user, list(rows))}
    for item in later:
        if item.follows_id in earlier:
            item.since = since(earlier[item.follows_id], item)


def since(earlier: AgendaItem, item: AgendaItem) -> Since:
    """Both as one reader may see them."""
    old, new = earlier.requested_decision, item.requested_decision
    was, now = _positions(earlier), _positions(item)
    return Since(
        earlier,
        asked=pieces(old, new) if old != new else [],
        papers=_paper_changes(earlier, item),
        joined=sorted({code for code, said in now - was}),
        left=sorted({code for code, _said in was} - {code for code, _said in now}),
    )


def course_of(user: User, items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Every item of these subjects that she may see, in the order of their meetings.

    As course_from.
    """
    return course_from(user, {item.origin_id or item.pk for item in items})


def course_from(user: User, origins: Iterable[Any]) -> list[AgendaItem]:
    """The same by the ids of the first items, each with its papers, points of difference and
    `told_id` and `told_at` of what was fed back last.

    What waits for a secretary stands there only where it is hers. Three queries.
    """
    first = list(origins)
    rows = AgendaItem.objects.visible_to(user).present()
    mine = Q(submission=Submission.ACCEPTED) | Q(submitted_by=user.organisation_id)
    rows = rows.filter(Q(pk__in=first) | Q(origin__in=first), mine | Q(created_by=user.pk))
    rows = rows.select_related(*COURSE_PARTS).prefetch_related(*parts_for(user))
    told = Feedback.objects.visible_to(user).standing().filter(item=OuterRef("pk"))
    told = told.order_by("-at", "-report__number")
    rows = rows.annotate(
        told_id=Subquery(told.values("pk")[:1]), told_at=Subquery(told.values("at")[:1])
    )
    found = hold_back(user, list(rows.order_by("meeting__starts_at", "position", "pk")))
    by_id = {row.pk: row for row in found}
    for row in found:
        if row.follows_id in by_id:
            row.since = since(by_id[row.follows_id], row)
    return found


def lines_under(user: User, items: Iterable[AgendaItem]) -> dict[Any, list[Entry]]:
    """What was said under each item: its lines with what they became, one query and one more.

    Of a meeting that is being written only who sees its minutes sees them; drafts are lines too.
    """
    rows = Entry.objects.visible_to(user).present().filter(item__in=[item.pk for item in items])
    rows = rows.select_related("decision", "action_point__owner_organisation")
    found: dict[Any, list[Entry]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.item_id, []).append(row)
    return found


def steps_of(user: User, item: AgendaItem) -> list[Step]:
    """The course of this item, each with its lines."""
    items = course_of(user, [item])
    lines = lines_under(user, items)
    return [Step(one, lines.get(one.pk, [])) for one in items]


def _positions(item: AgendaItem) -> set[tuple[str, tuple[str, str]]]:
    return {
        (row.organisation.code, (row.position, row.proposed_text))
        for row in item.points_of_difference.all()
    }


def _paper_changes(earlier: AgendaItem, item: AgendaItem) -> list[PaperChange]:
    was = {row.paper_id: row for row in earlier.papers.all()}
    now = {row.paper_id: row for row in item.papers.all()}
    found = []
    for pk, row in now.items():
        number = _number(row)
        before = _number(was[pk]) if pk in was else 0
        if number != before:
            kind = "version" if pk in was else "new"
            found.append(_paper(kind, row, was=before, now=number))
    return found + [_paper("gone", row) for pk, row in was.items() if pk not in now]


def _paper(kind: str, row: Any, **numbers: int) -> PaperChange:
    return PaperChange(kind, row.paper.title, row.paper.get_absolute_url(), **numbers)


def _number(row: Any) -> int:
    """The version that lay there, else the newest there is."""
    return int(row.version.number if row.version else row.newest or 0)
