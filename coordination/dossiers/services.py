"""Open a dossier, and give and take parts in it."""

from datetime import datetime
from typing import Any

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.people.models import Body, Organisation, User
from coordination.people.services import next_number

from .models import Classification, Dossier, DossierAccess, DossierKind, Function


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
    """A new dossier with its number; who opens it becomes its lead."""
    dossier = Dossier(
        year=at.year,
        serial=next_number(series="dossier", year=at.year),
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
def grant_access(
    *,
    dossier: Dossier,
    to: User | Organisation | Body,
    function: Function,
    by: User | None,
    at: datetime,
    via: str = "",
    until: datetime | None = None,
) -> DossierAccess:
    """Give a person, an organisation or a body a part in the dossier from now on."""
    key: dict[str, Any] = {to._meta.model_name or "": to}
    access, _ = DossierAccess.objects.get_or_create(
        dossier=dossier,
        function=function,
        via=via,
        until=until,
        **key,
        defaults={"since": at, "granted_by": by},
    )
    record(
        "dossiers.access_granted",
        access,
        by=by,
        at=at,
        dossier=dossier.pk,
        to=f"{to._meta.model_name}:{to.pk}",
        function=function,
        until=until,
    )
    return access


@deed
def revoke_access(*, access: DossierAccess, by: User | None, at: datetime) -> DossierAccess:
    """End a part now; the row stays, so that it can be seen who could read when."""
    access.until = at
    access.save(update_fields=["until"])
    record("dossiers.access_revoked", access, by=by, at=at, dossier=access.dossier_id)
    return access
