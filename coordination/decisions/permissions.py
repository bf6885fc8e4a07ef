"""Who may do what with a decision: her role first, then her place in the body or the dossier."""

from typing import Any

from coordination.dossiers.models import Dossier, Function
from coordination.kit import clock
from coordination.people.models import Body, BodyMember, MemberRole, Post

from .models import Decision


def leads(user: Any, body: Body) -> bool:
    """True for the secretary and the chair of `body`, in person or by post."""
    rows = BodyMember.objects.held_by(user).present(clock.today())
    return rows.filter(body=body, role__in=[MemberRole.SECRETARY, MemberRole.CHAIR]).exists()


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


def can_replace(user: Any, decision: Decision) -> bool:
    if not user.may("decisions.replace"):
        return False
    return Dossier.objects.visible_to(user).filter(pk=decision.dossier_id).exists()


def can_confirm_replacement(user: Any, decision: Decision) -> bool:
    """A second person with the same right; nobody confirms her own proposal."""
    return decision.proposed_by_id != user.pk and can_replace(user, decision)
