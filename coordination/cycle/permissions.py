"""Who keeps the rhythm, beside the right by role."""

from django.db.models import Q, QuerySet

from coordination.dossiers.models import Dossier, DossierAccess, Function
from coordination.dossiers.permissions import can_lead
from coordination.kit import clock
from coordination.meetings.permissions import LEADERS
from coordination.people.models import BodyMember, Role, User

from .models import Deadline


def can_keep(user: User, dossier: Dossier) -> bool:
    """Keeps cadences, plans cycles and sets deadlines: a coordinator with a part in the dossier."""
    return dossier.closed_at is None and user.may("cycle.plan") and can_lead(user, dossier)


def can_import(user: User, dossier: Dossier) -> bool:
    """Keeps calendars of others beside this dossier."""
    return user.may("cycle.outside") and dossiers_beside(user).filter(pk=dossier.pk).exists()


def dossiers_beside(user: User) -> QuerySet[Dossier]:
    """Open dossiers beside which she keeps calendars of others.

    Those that she leads, as coordinator those she has a part in, and those in which a body has a
    part of which she is secretary or chair.
    """
    led = Dossier.objects.with_function(user, Function.LEAD)
    if Role.COORDINATOR in user.roles:
        led = led | Dossier.objects.with_part(user)
    rows = BodyMember.objects.held_by(user).present(clock.today()).filter(role__in=LEADERS)
    parts = DossierAccess.objects.live().filter(body__in=rows.values("body"))
    either = Q(pk__in=led.values("pk")) | Q(pk__in=parts.values("dossier"))
    found: QuerySet[Dossier] = Dossier.objects.visible_to(user).filter(either, closed_at=None)
    return found


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
