"""Who is reminded of a thing: for who owes it and who answers for it, not for all who see it."""

from typing import Any
from uuid import UUID

from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead
from coordination.kit import clock
from coordination.meetings.permissions import LEADERS
from coordination.people.models import BodyMember, User

from ..due import DueItem, due_items
from ..models import Reminder


def reminders_of(user: User, kind: str, pk: UUID) -> Any:
    """All reminders of a thing she owes, or whose dossier or body she leads; else her own of it.

    A chain partner sees her own only.
    """
    rows = Reminder.objects.filter(kind=kind, item=pk)
    item = _item(user, kind, pk)
    if item is None:
        return rows.none()
    return rows if _answers_for(user, item) else rows.visible_to(user)


def _item(user: User, kind: str, pk: UUID) -> DueItem | None:
    """The thing as she may see it, open or met."""
    if kind not in due_items:
        return None
    source = due_items[kind]
    return next(source.items(kind, source.found(user=user).filter(pk=pk)), None)


def _answers_for(user: User, item: DueItem) -> bool:
    if user.only_partner:
        return False
    is_owner = item.person == user.pk or (
        item.person is None and item.organisation == user.organisation_id
    )
    return is_owner or _leads_body(user, item) or can_lead(user, _dossier(item))


def _leads_body(user: User, item: DueItem) -> bool:
    """She is secretary or chair of its body today, by name or by post."""
    if item.body is None:
        return False
    rows = BodyMember.objects.filter(body=item.body, role__in=LEADERS)
    return rows.held_by(user).present(clock.today()).exists()


def _dossier(item: DueItem) -> Dossier:
    found: Dossier = Dossier.objects.get(pk=item.dossier)
    return found
