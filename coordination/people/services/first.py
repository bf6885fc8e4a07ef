"""Who lets the others in: the first two administrators of an installation."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal

from ..models import Organisation, OrganisationKind, Role, RoleGrant, User
from .users import password_link

ENOUGH = 2


class EnoughAdministrators(Refusal):
    """The second person exists; the pages do the rest."""

    status = 409


@deed
def make_first_administrator(*, email: str, name: str, organisation: str, at: datetime) -> str:
    """An administrator made at the terminal, and the link with which she chooses a password.

    Refuses once there are two: from then on every administrator is confirmed by a second person.
    """
    held = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, confirmed_at__isnull=False)
    if held.count() >= ENOUGH:
        raise EnoughAdministrators(_("There are two administrators already; they invite others."))
    if User.objects.get_queryset().filter(email__iexact=email).exists():
        raise EnoughAdministrators(_("There is an account with this address already."))
    home, _made = Organisation.objects.get_or_create(
        code=organisation,
        defaults={
            "name_nl": organisation,
            "name_en": organisation,
            "kind": OrganisationKind.MINISTRY,
        },
    )
    user = User(email=email, name=name, organisation=home)
    user.set_unusable_password()
    user.save()
    RoleGrant.objects.create(user=user, role=Role.ADMINISTRATOR, granted_at=at, confirmed_at=at)
    record("people.first_administrator", user, by=None, at=at, organisation=home)
    return password_link(user)
