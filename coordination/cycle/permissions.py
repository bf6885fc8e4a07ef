"""Who keeps the rhythm, beside the right by role."""

from django.utils import timezone

from coordination.dossiers.models import Dossier, DossierAccess
from coordination.dossiers.permissions import can_lead
from coordination.meetings.permissions import LEADERS
from coordination.people.models import BodyMember, User

from .models import Deadline


def can_keep(user: User, dossier: Dossier) -> bool:
    """Keeps cadences, plans cycles and sets deadlines: a coordinator with a part in the dossier."""
    return dossier.closed_at is None and user.may("cycle.plan") and can_lead(user, dossier)


def can_import(user: User, dossier: Dossier) -> bool:
    """Keeps calendars of others: who keeps the rhythm or leads the dossier, and the secretary or
    chair of a body with a part in it."""
    if dossier.closed_at is not None or not user.may("cycle.outside"):
        return False
    return can_lead(user, dossier) or _leads_a_body_of(user, dossier)


def _leads_a_body_of(user: User, dossier: Dossier) -> bool:
    if dossier.classification > user.clearance:
        return False
    bodies = DossierAccess.objects.live().filter(dossier=dossier, body__isnull=False)
    rows = BodyMember.objects.filter(body__in=bodies.values("body"), role__in=LEADERS)
    return rows.held_by(user).present(timezone.localdate()).exists()


def can_meet(user: User, deadline: Deadline) -> bool:
    """Says that it is there: who keeps the rhythm, and who owes it, by name, post or organisation.

    Of a deadline of an organisation that is anyone who works there.
    """
    if deadline.dossier.closed_at is not None or not user.may("cycle.meet"):
        return False
    owes = (
        deadline.person_id == user.pk
        or (deadline.post is not None and deadline.post.holder_id == user.pk)
        or deadline.organisation_id == user.organisation_id
    )
    return owes or can_keep(user, deadline.dossier)
