"""Who is expected and who came."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from coordination.people.models import MemberRole

from ..models import Attendance, Meeting, Presence

ORDER = (MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.MEMBER, MemberRole.DEPUTY)


@dataclass(frozen=True)
class Attended:
    """The rows of a meeting, and what of them is noted."""

    rows: list[Attendance]

    @property
    def present(self) -> list[Attendance]:
        return [row for row in self.rows if row.presence == Presence.PRESENT]

    @property
    def represented(self) -> list[Attendance]:
        """One row per organisation and authority: two of one house are one voice."""
        rows = {(row.organisation_id, row.authority): row for row in reversed(self.present)}
        return list(reversed(rows.values()))

    @property
    def away(self) -> list[Attendance]:
        return [row for row in self.rows if row.presence in {Presence.EXCUSED, Presence.ABSENT}]

    @property
    def unnoted(self) -> list[Attendance]:
        return [row for row in self.rows if row.presence == Presence.UNKNOWN]


def attended(meeting: Meeting) -> Attended:
    """Who is expected and who came, in one query."""
    return Attended(list(attendances_of(meeting)))


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Chair, secretary, members, deputies, then agenda members and guests; in one query."""
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(ORDER)]
    rank = Case(*ranks, default=Value(len(ORDER)), output_field=IntegerField())
    rows: Any = meeting.attendances.select_related("organisation", "person")
    ordered: QuerySet[Attendance] = rows.annotate(rank=rank).order_by(
        "rank", "organisation__code", "person__name", "pk"
    )
    return ordered
