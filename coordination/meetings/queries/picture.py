"""How complete the picture is: which of the organisations present have given their part."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from coordination.people.models import Organisation, User

from ..models import AgendaItem, Attendance, Meeting, Picture, Presence
from .attendance import attendances_of

LONGEST_NAME = 40


@dataclass(frozen=True)
class PictureState:
    """One row per organisation that is present, in the order of its code."""

    rows: list[Attendance]

    @property
    def given_rows(self) -> list[Attendance]:
        return [row for row in self.rows if row.picture != Picture.AWAITED]

    @property
    def given(self) -> int:
        return len(self.given_rows)

    @property
    def awaited(self) -> list[Attendance]:
        return [row for row in self.rows if row.picture == Picture.AWAITED]

    @property
    def complete(self) -> bool:
        return bool(self.rows) and not self.awaited


def picture_of(attendances: Iterable[Attendance]) -> PictureState:
    """Counted over organisations that are present, however many people each has there."""
    present = {row.organisation_id: row for row in attendances if row.presence == Presence.PRESENT}
    return PictureState(sorted(present.values(), key=lambda row: row.organisation.code.casefold()))


def picture_in(meeting: Meeting) -> PictureState | None:
    """The state of a meeting whose body takes its picture separately."""
    return picture_of(attendances_of(meeting)) if meeting.body.bob else None


@dataclass(frozen=True)
class PictureHead:
    """The state as it stands above the picture of one item."""

    item: UUID
    state: PictureState


def picture_heads(user: User, meeting: Meeting) -> list[PictureHead]:
    """One per item she may see; none where the body takes no picture separately."""
    state = picture_in(meeting)
    if state is None:
        return []
    items = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting=meeting)
    return [
        PictureHead(pk, state) for pk in items.order_by("position").values_list("pk", flat=True)
    ]


def giver_of(meeting: Meeting, typed: str) -> Organisation | None:
    """The organisation of the meeting that a line names before its first colon."""
    name, colon, said = typed.partition(":")
    name = name.strip().lstrip("@").casefold()
    if not colon or not said.strip() or not 0 < len(name) <= LONGEST_NAME:
        return None
    for row in meeting.attendances.select_related("organisation").order_by("pk"):
        organisation = row.organisation
        if name in {known.casefold() for known in (organisation.code, *organisation.also_known_as)}:
            return organisation
    return None
