"""Who is expected and who came."""

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from coordination.people.models import MemberRole

from ..models import Attendance, Meeting

ORDER = (MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.MEMBER, MemberRole.DEPUTY)


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Chair, secretary, members, deputies, then agenda members and guests; in one query."""
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(ORDER)]
    rank = Case(*ranks, default=Value(len(ORDER)), output_field=IntegerField())
    rows: Any = meeting.attendances.select_related("organisation", "person")
    ordered: QuerySet[Attendance] = rows.annotate(rank=rank).order_by(
        "rank", "organisation__code", "person__name", "pk"
    )
    return ordered
