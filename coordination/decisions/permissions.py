"""Who may do what with a decision: her role first, then her place in the body or the dossier."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from coordination.dossiers.models import Dossier, Function
from coordination.kit import clock
from coordination.people.models import Body, BodyMember, MemberRole, Post

from .models import Decision


def leads(user: Any, body: Body) -> bool:
    """True for the secretary and the chair of `body`, in person or by post."""
    return bool(_led(user).filter(body=body).exists())


def _led(user: Any) -> Any:
    rows = BodyMember.objects.held_by(user).present(clock.today())
    return rows.filter(role__in=[MemberRole.SECRETARY, MemberRole.CHAIR])


def may_write(user: Any, dossier: Dossier) -> bool:
    """True for a writer or lead in the dossier."""
    found = Dossier.objects.visible_to(user).with_function(user, Function.WRITER, Function.LEAD)
    return found.filter(pk=dossier.pk).exists()


def may_lead(user: Any, dossier: Dossier) -> bool:
    found = Dossier.objects.visible_to(user).with_function(user, Function.LEAD)
    return found.filter(pk=dossier.pk).exists()


def can_record(user: Any, *, taken_by: Body | Post, dossier: Dossier) -> bool:
    """Secretary or chair of the body; for an office its holder or the lead of the dossier."""
    if not user.may("decisions.record"):
        return False
    if not Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists():
        return False
    if isinstance(taken_by, Body):
        return leads(user, taken_by)
    return taken_by.holder_id == user.pk or may_lead(user, dossier)


def can_amend(user: Any, decision: Decision) -> bool:
    return can_record(user, taken_by=decision.taken_by, dossier=decision.dossier)


class Taken(NamedTuple):
    """A decision by what decides who amends it; `holder` is who holds the office that took it."""

    pk: UUID
    body: UUID | None
    holder: UUID | None
    dossier: UUID


def amendable_among(decisions: Iterable[Taken], user: Any) -> set[UUID]:
    """Those of visible `decisions` that can_amend lets her change.

    One query where bodies took them, one where offices did that others hold.
    """
    listed = list(decisions) if user.may("decisions.record") else []
    bodies = {one.body for one in listed} - {None}
    rows = _led(user).filter(body__in=bodies)
    led = set(rows.values_list("body", flat=True)) if bodies else set()
    others = {one.dossier for one in listed if one.body is None and one.holder != user.pk}
    leads = Dossier.objects.visible_to(user).with_function(user, Function.LEAD)
    dossiers = set(leads.filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    return {
        one.pk
        for one in listed
        if one.body in led
        or (one.body is None and (one.holder == user.pk or one.dossier in dossiers))
    }


def taken(decision: Decision) -> Taken:
    holder = decision.post.holder_id if decision.post else None
    return Taken(decision.pk, decision.body_id, holder, decision.dossier_id)


def can_replace(user: Any, decision: Decision) -> bool:
    if not user.may("decisions.replace"):
        return False
    return Dossier.objects.visible_to(user).filter(pk=decision.dossier_id).exists()


def can_confirm_replacement(user: Any, decision: Decision) -> bool:
    """A second person with the same right; nobody confirms her own proposal."""
    return decision.proposed_by_id != user.pk and can_replace(user, decision)
