"""Around whom a point stands: what may leave the government, and who manages it."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from coordination.dossiers.models import DossierAccess, Function
from coordination.kit import clock
from coordination.people.models import (
    BodyMember,
    MemberRole,
    Role,
)


def free(now: datetime) -> Q:
    """Under no embargo of its dossier or of the decision that it carries out."""
    dossier = Q(dossier__embargo_until=None) | Q(dossier__embargo_until__lte=now)
    decision = Q(decision__embargo_until=None) | Q(decision__embargo_until__lte=now)
    return dossier & decision


def led_by(user: Any) -> Q:
    """Points of the bodies whose secretary or chair she is."""
    rows = BodyMember.objects.held_by(user).present(clock.today())
    leading = rows.filter(role__in=[MemberRole.SECRETARY, MemberRole.CHAIR])
    return Q(body__in=leading.values("body"))


def counted_for(user: Any) -> Q:
    """Points of which she is told how often they were postponed.

    That is for secretary and chair of the body, and for a coordinator; it is no mark on an owner.
    """
    return Q(pk__isnull=False) if Role.COORDINATOR in user.roles else led_by(user)


def managed_by(user: Any) -> Q:
    """Points she may move, hand over, split and drop, her role apart.

    Secretary or chair of its body, lead of its dossier; a team lead or coordinator who writes in
    the dossier; and for a point without a body the writer who added it.
    """
    steers = bool(user.roles & {Role.TEAM_LEAD, Role.COORDINATOR})
    added = Q(body=None, created_by=user)
    parts = DossierAccess.objects.of(user).filter(
        dossier=OuterRef("dossier"), dossier__classification__lte=user.clearance
    )
    leads = Q(Exists(parts.filter(function=Function.LEAD)))
    writes = Q(Exists(parts.filter(function__in=[Function.WRITER, Function.LEAD])))
    return led_by(user) | (writes if steers else leads | (added & writes))
