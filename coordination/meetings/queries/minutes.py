"""The minutes as one reader sees them, and what changed in them since she last looked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from coordination.people.models import User

from .. import permissions
from ..models import (
    Addition,
    AgendaItem,
    Draft,
    Entry,
    Meeting,
    MeetingStatus,
    Phase,
)
from .attendance import Attended, attended
from .course import put_since
from .embargo import hold_back
from .item_parts import ITEM_PARTS, parts_for
from .picture import PictureState, picture_of


@dataclass(frozen=True)
class Column:
    """Lines of one phase under an item; a body without BOB has one column without a name."""

    phase: str
    label: str
    lines: list[Entry]


@dataclass(frozen=True)
class ItemView:
    """An agenda item with its number for this reader: what she may not see is not counted."""

    item: AgendaItem
    number: int
    columns: list[Column]
    draft: Draft | None = None
    additions: list[Addition] = field(default_factory=list)

    @property
    def lines(self) -> list[Entry]:
        return [line for column in self.columns for line in column.lines]


@dataclass(frozen=True)
class Minutes:
    """Everything the page of a meeting shows to one reader."""

    meeting: Meeting
    items: list[ItemView]
    attended: Attended
    can_write: bool
    can_lead: bool
    can_add: bool
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def picture(self) -> PictureState | None:
        """Whose part of the picture is there, where the body takes it separately."""
        return picture_of(self.attended.rows) if self.meeting.body.bob else None

    @property
    def incomplete(self) -> list[Entry]:
        """Lines that still lack something: an owner, a term, a word that was not understood."""
        return [line for item in self.items for line in item.lines if line.reading.get("flags")]


LINE_PARTS = (
    "decision",
    "decision__referred_to",
    "action_point__owner_organisation",
    "action_point__owner_person",
    "action_point__owner_post",
)


def visible_lines(user: User, meeting: Meeting) -> Iterable[Entry]:
    """The lines of `meeting` that `user` may see, with what they became."""
    return (
        Entry.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related(*LINE_PARTS)
        .prefetch_related("action_point__also")
    )


def decided_lines(user: User, meeting: Meeting) -> list[Entry]:
    """The lines that became decisions, in the order of the agenda: what adopting records."""
    lines = Entry.objects.visible_to(user).present().filter(meeting=meeting)
    decided = lines.exclude(decision=None).select_related("decision")
    return list(decided.order_by("item__position", "position", "pk"))


def minutes_for(user: User, meeting: Meeting) -> Minutes:
    """The minutes of `meeting` for `user`: the same number of queries however long they are."""
    items = list(
        AgendaItem.objects.visible_to(user)
        .on_the_agenda()
        .filter(meeting=meeting)
        .select_related(*ITEM_PARTS)
        .prefetch_related(*parts_for(user))
        .order_by("position", "created_at")
    )
    items = hold_back(user, items)
    put_since(user, items)
    lines: dict[object, list[Entry]] = {}
    for line in visible_lines(user, meeting).filter(removed_at=None).order_by("position", "pk"):  # type: ignore[attr-defined]  # the related manager has the queryset's methods
        line.meeting = meeting
        lines.setdefault(line.item_id, []).append(line)
    additions = additions_of(user, meeting) if meeting.is_kept else {}
    can_write = permissions.can_write(user, meeting)
    drafts = drafts_of(user, meeting) if can_write else {}
    return Minutes(
        meeting=meeting,
        items=[
            ItemView(
                item,
                number,
                columns_of(meeting, lines.get(item.pk, [])),
                drafts.get(f"item:{item.pk}"),
                additions.get(item.pk, []),
            )
            for number, item in enumerate(items, start=1)
        ],
        attended=attended(meeting),
        can_write=can_write,
        can_lead=permissions.can_lead(user, meeting),
        can_add=meeting.status == MeetingStatus.CIRCULATED and permissions.can_add(user, meeting),
        drafts=drafts,
    )


def additions_of(user: User, meeting: Meeting) -> dict[object, list[Addition]]:
    """What readers proposed, per item, in the order in which it came."""
    found: dict[object, list[Addition]] = {}
    rows = Addition.objects.visible_to(user).filter(meeting=meeting)
    for addition in rows.select_related("organisation", "settled_by").order_by("proposed_at"):
        found.setdefault(addition.item_id, []).append(addition)
    return found


def columns_of(meeting: Meeting, lines: list[Entry]) -> list[Column]:
    """The lines in the columns picture, judgement and decision where the body works that way."""
    if not meeting.body.bob:
        return [Column(Phase.NONE, "", lines)]
    return [
        Column(phase, str(phase.label), [line for line in lines if line.column == phase])
        for phase in (Phase.PICTURE, Phase.JUDGEMENT, Phase.DECISION)
    ]


def drafts_of(user: User, meeting: Meeting) -> dict[str, Draft]:
    """Her own unsaved texts by field; a text that became her newest line is not offered again."""
    drafts = {d.field: d for d in Draft.objects.filter(user=user, meeting=meeting)}
    typed = set(
        Entry.objects.filter(meeting=meeting, created_by=user)
        .order_by("-created_at", "-position")
        .values_list("typed", flat=True)[:5]
    )
    return {name: draft for name, draft in drafts.items() if draft.text.strip() not in typed}


@dataclass(frozen=True)
class Change:
    """A line that is new, changed, moved or gone, and the line it stands behind."""

    line: Entry
    behind: UUID | None

    @property
    def gone(self) -> bool:
        return self.line.removed_at is not None


COLUMN = Case(
    When(~Q(phase=Phase.NONE), then=F("phase")),
    When(Q(decision=None) & Q(action_point=None), then=Value(Phase.PICTURE.value)),
    default=Value(Phase.DECISION.value),
)
"""What column_of says of a line, for the database."""


def changes_since(user: User, meeting: Meeting, sequence: int) -> list[Change]:
    """What changed after `sequence` among the lines she may see, in the order of the page."""
    lines: Any = visible_lines(user, meeting)
    changed = (
        lines.filter(sequence__gt=sequence)
        .annotate(stands_in=COLUMN, behind=_behind(user, meeting))
        .order_by("item__position", "position", "pk")
    )
    found = list(changed)
    for line in found:
        line.meeting = meeting
    return [Change(line, line.behind) for line in found]


def _behind(user: User, meeting: Meeting) -> Subquery:
    """The line that one stands behind, in its own column where the body has columns."""
    earlier = Q(position__lt=OuterRef("position"))
    beside = Q(position=OuterRef("position"), pk__lt=OuterRef("pk"))
    before = Entry.objects.free_for(user).present().filter(earlier | beside, item=OuterRef("item"))
    if meeting.body.bob:
        before = before.annotate(stands_in=COLUMN).filter(stands_in=OuterRef("stands_in"))
    return Subquery(before.order_by("-position", "-pk").values("pk")[:1])
