"""Bodies with their members, now and before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from ..models import Body, BodyMember, MemberRole, User

ORDER = {role: place for place, role in enumerate(MemberRole)}


@dataclass(frozen=True)
class MemberRow:
    """One row of a body; `person` is empty where nobody is named, or she may not know of her."""

    member: BodyMember
    person: User | None
    hidden: bool


def list_bodies(user: User, *, on: date, inactive: bool = False) -> QuerySet[Body]:
    """Bodies she may know of, with the number of present members."""
    present = Q(members__since__lte=on) & (Q(members__until=None) | Q(members__until__gt=on))
    found = Body.objects.visible_to(user).filter(active=not inactive)
    counted: QuerySet[Body] = found.annotate(present=Count("members", filter=present))
    return counted.select_related("organisation").order_by("code")


def members_of(body: Body, user: User, *, on: date, past: bool = False) -> list[MemberRow]:
    """Present members (or former and coming ones), chair and secretary first."""
    rows = BodyMember.objects.filter(body=body).select_related(
        "body", "organisation", "person__organisation", "post__holder__organisation"
    )
    here = rows.present(on)
    chosen = rows.exclude(pk__in=here.values("pk")) if past else here
    place = Case(
        *(When(role=role, then=number) for role, number in ORDER.items()),
        output_field=IntegerField(),
    )
    ordered = chosen.order_by(place, "organisation__code", "since")
    return [_row(member, user) for member in ordered]


def memberships_of(person: User, *, on: date, reader: User | None = None) -> QuerySet[BodyMember]:
    """The bodies in which she takes part today, by name or by post, as far as `reader` may know."""
    rows = BodyMember.objects.held_by(person).present(on)
    rows = rows.visible_to(reader) if reader is not None else rows
    return rows.select_related("body", "post").order_by("body__code")


def _row(member: BodyMember, user: User) -> MemberRow:
    person = member.holder
    hidden = (
        person is not None and user.only_partner and person.organisation_id != user.organisation_id
    )
    return MemberRow(member, None if hidden else person, hidden)
