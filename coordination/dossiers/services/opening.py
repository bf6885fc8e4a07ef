"""Open, change, close and reopen a dossier."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Organisation, User
from coordination.people.services import next_number

from ..models import Classification, Dossier, DossierKind, Function
from ..permissions import can_change
from .access import grant_access


@deed
def open_dossier(
    *,
    title: str,
    owner: Organisation,
    by: User | None,
    at: datetime,
    kind: DossierKind = DossierKind.THEME,
    primacy: Organisation | None = None,
    restricted: bool = False,
    classification: Classification = Classification.UNCLASSIFIED,
) -> Dossier:
    """A new dossier with its number; who opens it becomes its lead. `by` is None for a loader."""
    if by is not None and not by.may("dossiers.open"):
        raise NotAllowed(_("Your role does not open dossiers."))
    refuse_title(title)
    if by is not None and classification > by.clearance:
        raise Refusal(_("This is above your own clearance."), field="classification")
    year = timezone.localdate(at).year
    dossier = Dossier(
        year=year,
        serial=next_number(series="dossier", year=year),
        kind=kind,
        title=title,
        owner=owner,
        primacy=primacy,
        restricted=restricted or classification > Classification.UNCLASSIFIED,
        classification=classification,
        classified_by=by if classification else None,
        opened_at=at,
        opened_by=by,
    )
    save_as(dossier, by=by, at=at)
    if by is not None:
        grant_access(dossier=dossier, to=by, function=Function.LEAD, by=by, at=at)
    record("dossiers.opened", dossier, by=by, at=at, dossier=dossier.pk, title=title)
    return dossier


@deed
def change_dossier(
    *,
    dossier: Dossier,
    version: int,
    title: str,
    kind: str,
    owner: Organisation,
    primacy: Organisation | None,
    by: User,
    at: datetime,
) -> Dossier:
    """Give it another title, kind, owner or primacy; refuses when it changed since `version`."""
    dossier = locked(dossier)
    refuse_who_does_not_change(dossier, by)
    refuse_stale(dossier, version)
    refuse_title(title)
    before = facts(dossier)
    dossier.title, dossier.kind, dossier.owner, dossier.primacy = title, kind, owner, primacy
    dossier.version += 1
    save_as(dossier, by=by, at=at)
    changed = changes(before, facts(dossier))
    record("dossiers.changed", dossier, by=by, at=at, dossier=dossier.pk, **changed)
    return dossier


@deed
def close_dossier(*, dossier: Dossier, by: User, at: datetime) -> Dossier:
    """Nothing is added to it any more; it stays readable."""
    dossier = locked(dossier)
    if not can_change(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier closes it."))
    if dossier.closed_at is not None:
        raise Refusal(_("This dossier is closed already."))
    dossier.closed_at, dossier.closed_by = at, by
    dossier.version += 1
    save_as(dossier, by=by, at=at)
    record("dossiers.closed", dossier, by=by, at=at, dossier=dossier.pk)
    return dossier


@deed
def reopen_dossier(*, dossier: Dossier, by: User, at: datetime) -> Dossier:
    """Work in it goes on; the inverse of closing."""
    dossier = locked(dossier)
    if not can_change(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier opens it again."))
    if dossier.closed_at is None:
        raise Refusal(_("This dossier is open already."))
    dossier.closed_at = dossier.closed_by = None
    dossier.version += 1
    save_as(dossier, by=by, at=at)
    record("dossiers.reopened", dossier, by=by, at=at, dossier=dossier.pk)
    return dossier


def refuse_who_does_not_change(dossier: Dossier, by: User) -> None:
    if not can_change(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier changes it."))


def refuse_title(title: str) -> None:
    if not title.strip():
        raise Refusal(_("Give the dossier a title."), field="title")
    for sentence in refuse_unsafe(title, longest=200):
        raise Refusal(sentence, field="title")


def facts(dossier: Dossier) -> dict[str, object]:
    """What stands in the record of a change, by field."""
    return {
        "title": dossier.title,
        "kind": dossier.kind,
        "owner": dossier.owner_id,
        "primacy": dossier.primacy_id,
    }
