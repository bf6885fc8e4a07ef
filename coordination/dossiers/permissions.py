"""The second gate: her part in the dossier. The first is her role (people.rights)."""

from django.db.models import QuerySet

from coordination.people.models import Role, User

from .models import Dossier, DossierAccess, Function


def functions_of(user: User, dossier: Dossier) -> frozenset[str]:
    """What her live parts let her do; nothing above her clearance."""
    if dossier.classification > user.clearance:
        return frozenset()
    rows = DossierAccess.objects.of(user).filter(dossier=dossier)
    return frozenset(rows.values_list("function", flat=True))


def has_part(user: User, dossier: Dossier) -> bool:
    """A part of her own, her body's or her organisation's."""
    return Dossier.objects.with_part(user).filter(pk=dossier.pk).exists()


def can_write(user: User, dossier: Dossier) -> bool:
    """Add and change what is in an open dossier."""
    return dossier.closed_at is None and bool(
        functions_of(user, dossier) & {Function.WRITER, Function.LEAD}
    )


def can_lead(user: User, dossier: Dossier) -> bool:
    """Its lead, or a coordinator with any part in it."""
    if Function.LEAD in functions_of(user, dossier):
        return True
    return Role.COORDINATOR in user.roles and has_part(user, dossier)


def led_by(user: User) -> "QuerySet[Dossier]":
    """All dossiers of which `can_lead` says yes."""
    if Role.COORDINATOR in user.roles:
        return Dossier.objects.with_part(user)
    return Dossier.objects.with_function(user, Function.LEAD)


def can_change(user: User, dossier: Dossier) -> bool:
    return user.may("dossiers.change") and can_lead(user, dossier)


def can_manage_members(user: User, dossier: Dossier) -> bool:
    return user.may("dossiers.members") and can_lead(user, dossier)


def can_classify(user: User, dossier: Dossier) -> bool:
    return user.may("dossiers.classify") and can_lead(user, dossier)


def can_break_glass(user: User) -> bool:
    return user.may("dossiers.break_glass")


def can_read_record(user: User, dossier: Dossier) -> bool:
    """Who changed what: for those with a part, and for auditors."""
    return Role.AUDITOR in user.roles or (user.may("audit.read") and has_part(user, dossier))
