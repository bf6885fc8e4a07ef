"""Who is written to on behalf of an organisation that is asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.people.models import BodyMember, MemberRole, Organisation, OutsideContact, User
from coordination.people.queries import contacts_of, known_on

ACTIVE = (MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.MEMBER, MemberRole.DEPUTY)
Reached = User | Organisation | OutsideContact


def reached(
    organisations: Iterable[Organisation], point: ActionPoint, *, at: datetime
) -> dict[Any, Reached]:
    """Its member of the body that asks; where nobody is named its functional mailbox.

    Where it has none, its contact without an account. By organisation, in two queries; of whom
    nobody can be reached is not in it.
    """
    asked = {one.pk: one for one in organisations}
    found: dict[Any, Reached] = {}
    if point.body_id:
        found |= _members(asked, point, at)
    found |= {pk: one for pk, one in asked.items() if pk not in found and one.mailbox}
    nobody = asked.keys() - found.keys()
    contacts = contacts_of(nobody) if nobody else {}
    today = timezone.localdate(at)
    for pk in nobody:
        contact = known_on(contacts.get(pk, []), today)
        if contact is not None:
            found[pk] = contact
    return found


def _members(asked: Iterable[Any], point: ActionPoint, at: datetime) -> dict[Any, Reached]:
    today = timezone.localdate(at)
    rows = BodyMember.objects.present(today).filter(body=point.body_id, organisation__in=asked)
    rows = rows.filter(role__in=ACTIVE).select_related(
        "person__organisation", "post__holder__organisation"
    )
    found: dict[Any, Reached] = {}
    for row in sorted(rows, key=lambda row: (ACTIVE.index(MemberRole(row.role)), str(row.pk))):
        person = row.person or (row.post.holder if row.post else None)
        if person is not None and person.is_active:
            found.setdefault(row.organisation_id, person)
    return found
