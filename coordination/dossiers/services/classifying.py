"""Classification, restriction and embargo: who may see it, and what may go where until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..following import followers
from ..models import Classification, Dossier
from ..permissions import can_classify


@dataclass(frozen=True)
class Levels:
    """Who may read a dossier, and until when it stays inside."""

    classification: Classification
    restricted: bool = False
    embargo_until: datetime | None = None
    classified_until: date | None = None


@deed
def classify_dossier(
    *, dossier: Dossier, version: int, levels: Levels, reason: str, by: User, at: datetime
) -> Dossier:
    """Set who may read it and until when it stays inside; a reason is always asked.

    Refuses a classification above her own clearance: she would lock herself out.
    """
    dossier = locked(dossier)
    refuse_who_does_not_classify(dossier, by)
    refuse_stale(dossier, version)
    if not reason.strip():
        raise Refusal(_("Say why, so that it can be understood later."), field="reason")
    for sentence in refuse_unsafe(reason, longest=500):
        raise Refusal(sentence, field="reason")
    if levels.classification > by.clearance:
        raise Refusal(_("This is above your own clearance."), field="classification")
    before = facts(dossier)
    if levels.classification != dossier.classification:
        dossier.classified_by = by if levels.classification else None
    dossier.classification = levels.classification
    dossier.classification_reason = reason
    dossier.classified_until = levels.classified_until if levels.classification else None
    dossier.restricted = levels.restricted or levels.classification > Classification.UNCLASSIFIED
    dossier.embargo_until = levels.embargo_until
    dossier.version += 1
    save_as(dossier, by=by, at=at)
    for follow in followers:
        follow(dossier=dossier, by=by, at=at)
    changed = changes(before, facts(dossier))
    record(
        "dossiers.classified", dossier, by=by, at=at, dossier=dossier.pk, reason=reason, **changed
    )
    return dossier


def refuse_who_does_not_classify(dossier: Dossier, by: User) -> None:
    if not can_classify(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier sets its classification."))


def facts(dossier: Dossier) -> dict[str, object]:
    """What stands in the record of a change, by field."""
    return {
        "classification": dossier.classification,
        "classified_until": dossier.classified_until,
        "restricted": dossier.restricted,
        "embargo_until": dossier.embargo_until,
    }
