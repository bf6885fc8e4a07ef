"""Give and take parts in a dossier."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Body, Organisation, Post, User

from ..models import Dossier, DossierAccess, Function
from ..permissions import can_manage_members

Holder = User | Organisation | Body | Post


@deed
def grant_access(  # noqa: PLR0913  each is a field of the row
    *,
    dossier: Dossier,
    to: Holder,
    function: Function,
    by: User | None,
    at: datetime,
    via: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    reason: str = "",
) -> DossierAccess:
    """Give a person, an organisation, a body or a post a part in the dossier, from now or `since`.

    The door for other apps, which say in `via` why; people go through name_member.
    """
    key: dict[str, Any] = {to._meta.model_name or "": to}
    key |= {"since": since} if since else {}
    access, _made = DossierAccess.objects.get_or_create(
        dossier=dossier,
        function=function,
        via=via,
        until=until,
        **key,
        defaults={"since": since or at, "granted_by": by, "reason": reason},
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
    access.until = max(at, access.since)
    access.save(update_fields=["until"])
    record("dossiers.access_revoked", access, by=by, at=at, dossier=access.dossier_id)
    return access


def name_member(
    *,
    dossier: Dossier,
    to: Holder,
    function: Function,
    by: User,
    at: datetime,
    until: datetime | None = None,
) -> DossierAccess:
    """Name somebody in the dossier; refuses a past end and a person without the clearance."""
    if not can_manage_members(by, dossier):
        raise NotAllowed(_("Only the lead of this dossier names who takes part."))
    if until is not None and until <= at:
        raise Refusal(_("The end must be in the future."), field="until")
    if isinstance(to, User) and to.clearance < dossier.classification:
        raise Refusal(
            _("%(who)s has no clearance for this dossier.") % {"who": to.name}, field="to"
        )
    return grant_access(dossier=dossier, to=to, function=function, by=by, at=at, until=until)


def end_part(*, access: DossierAccess, by: User, at: datetime) -> DossierAccess:
    """End somebody's part; refuses the last lead and a part that came from elsewhere."""
    if not can_manage_members(by, access.dossier):
        raise NotAllowed(_("Only the lead of this dossier names who takes part."))
    others = DossierAccess.objects.live().filter(dossier=access.dossier, function=Function.LEAD)
    if access.function == Function.LEAD and not others.exclude(pk=access.pk).exists():
        raise Refusal(_("A dossier needs a lead. Name another one first."))
    if access.via:
        raise Refusal(_("This part was not given here and ends where it was given."))
    if access.until is not None and access.until <= at:
        raise Refusal(_("This part has ended already."))
    return revoke_access(access=access, by=by, at=at)
