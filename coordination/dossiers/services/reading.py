"""Reading that leaves a trace: classified dossiers, and reading without a part."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.mail.services import queue_message
from coordination.people.models import Role, User
from coordination.people.services import recipient_for

from ..models import Dossier, DossierAccess, Function
from ..permissions import can_break_glass
from .access import grant_access

READS = "reads"
BREAK_GLASS = "break_glass"
GLASS_STAYS_OPEN = timedelta(hours=4)


def record_read(*, dossier: Dossier, obj: models.Model, by: User, at: datetime) -> None:
    """Note that she read or fetched `obj`, where it or its dossier is classified.

    For anything else nothing is kept.
    """
    if dossier.is_classified or getattr(obj, "classification", 0) > 0:
        _note_read(dossier=dossier, obj=obj, by=by, at=at)


@deed
def _note_read(*, dossier: Dossier, obj: models.Model, by: User, at: datetime) -> None:
    record("dossiers.read", obj, by=by, at=at, dossier=dossier.pk, stream=READS)


@deed
def break_glass(*, dossier: Dossier, reason: str, by: User, at: datetime) -> DossierAccess:
    """Let her read for four hours without a part; every auditor gets mail about it."""
    if not can_break_glass(by):
        raise NotAllowed(_("This is for administrators and auditors only."))
    if len(reason.strip()) < 10:
        raise Refusal(_("Say in a sentence why you must read this now."), field="reason")
    for sentence in refuse_unsafe(reason, longest=500):
        raise Refusal(sentence, field="reason")
    if dossier.classification > by.clearance:
        raise Refusal(_("This is above your own clearance."))
    access = grant_access(
        dossier=dossier,
        to=by,
        function=Function.READER,
        by=by,
        at=at,
        via=BREAK_GLASS,
        until=at + GLASS_STAYS_OPEN,
        reason=reason,
    )
    for auditor in auditors():
        queue_message(
            recipient=recipient_for(auditor),
            kind="dossiers.glass_broken",
            key=str(access.pk),
            payload={"access": str(access.pk)},
            at=at,
        )
    record("dossiers.glass_broken", access, by=by, at=at, dossier=dossier.pk, reason=reason)
    return access


def auditors() -> models.QuerySet[User]:
    """Everyone who watches the record now."""
    return User.objects.active().filter(
        role_grants__role=Role.AUDITOR, role_grants__confirmed_at__isnull=False
    )
