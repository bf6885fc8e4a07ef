"""Accounts: invited, changed, closed and opened again."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import Erasure, Organisation, Role, User
from ..permissions import can_invite, can_manage_accounts
from .roles import grant_role, refuse_last_administrator

LONGEST_PARTNER = timedelta(days=90)
CHANGEABLE = (
    "name",
    "email",
    "organisation",
    "function",
    "phone",
    "language",
    "clearance",
    "expires_on",
    "sponsor",
)

PERSONAL = frozenset({"name", "email", "function", "phone"})
"""What the record never holds, so that its seal stands when they are erased."""


class AddressTaken(Refusal):
    """There is an account with this address."""


class NotYoursToInvite(NotAllowed):
    """Coordinators invite chain partners only."""


class NotYoursToManage(NotAllowed):
    """Accounts are an administrator's; chain partners' are renewed by who may invite them."""


class SponsorNeeded(Refusal):
    """A chain partner stands under somebody's care, for at most 90 days."""


class NotYourself(Refusal):
    """One does not close one's own account."""

    status = 409


class Unchanged(Refusal):
    """The account is closed or open already."""

    status = 409


@deed
def invite_user(  # noqa: PLR0913  each is a field of the row
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    by: User,
    at: datetime,
    function: str = "",
    language: str = "nl",
    sponsor: User | None = None,
    expires_on: date | None = None,
) -> User:
    """A new account with one role, and the mail with which she chooses a password.

    A chain partner needs a sponsor and expires after 90 days at most. Refuses an address in use.
    """
    if not can_invite(by, role):
        raise NotYoursToInvite(_("You can invite chain partners only."))
    _refuse_taken(email)
    if role == Role.PARTNER:
        refuse_careless(sponsor=sponsor, expires_on=expires_on, at=at)
    user = User(
        email=email,
        name=name,
        organisation=organisation,
        function=function,
        language=language,
        sponsor=sponsor,
        expires_on=expires_on,
    )
    user.set_unusable_password()
    user.save()
    grant_role(user=user, role=role, by=by, at=at)
    _mail_invitation(user, by)
    record("people.user_invited", user, by=by, at=at, organisation=organisation, role=role)
    return user


@deed
def invite_again(*, user: User, by: User, at: datetime) -> None:
    """The mail once more, with a new link."""
    _refuse_others(by)
    _mail_invitation(user, by)
    record("people.user_invited_again", user, by=by, at=at)


@deed
def change_user(*, user: User, version: int, by: User, at: datetime, **values: Any) -> User:
    """What an administrator changes: address, organisation, clearance, end date, sponsor.

    Refuses when somebody changed it since `version`. The record says which fields, and of those
    that tell who she is no more than that.
    """
    _refuse_others(by)
    user = locked(user)
    refuse_stale(user, version)
    after = {name: value for name, value in values.items() if name in CHANGEABLE}
    if "email" in after:
        _refuse_taken(after["email"], besides=user)
    if user.only_partner and {"sponsor", "expires_on"} & set(after):
        refuse_careless(
            sponsor=after.get("sponsor", user.sponsor),
            expires_on=after.get("expires_on", user.expires_on),
            at=at,
        )
    before = {name: getattr(user, name) for name in after}
    for name, value in after.items():
        setattr(user, name, value)
    user.version += 1
    user.save(update_fields=[*after, "version"])
    changed = changes(before, after)
    open_ = {name: change for name, change in changed.items() if name not in PERSONAL}
    record("people.user_changed", user, by=by, at=at, changed=sorted(changed), changes=open_)
    return user


@deed
def renew_partner(*, user: User, by: User, at: datetime) -> User:
    """Another 90 days for a chain partner; who renews becomes her sponsor."""
    if not can_invite(by, Role.PARTNER):
        raise NotYoursToManage(_("Only a coordinator or an administrator renews an account."))
    user = locked(user)
    if not user.only_partner or user.expires_on is None:
        raise SponsorNeeded(_("Only a chain partner's account is renewed."))
    user.version += 1
    old, user.sponsor = user.expires_on, by
    user.expires_on = timezone.localdate(at) + LONGEST_PARTNER
    user.save(update_fields=["expires_on", "sponsor", "version"])
    record("people.user_renewed", user, by=by, at=at, old=old, new=user.expires_on)
    return user


@deed
def deactivate_user(*, user: User, by: User, at: datetime) -> User:
    """Close an account: she is out at once, her tokens are dead; what she holds stays to be given.

    Refuses oneself and the last administrator.
    """
    _refuse_others(by)
    user = locked(user)
    if user.pk == by.pk:
        raise NotYourself(_("You cannot close your own account. Ask another administrator."))
    if not user.is_active:
        raise Unchanged(_("This account is closed already."))
    refuse_last_administrator(user)
    user.is_active, user.deactivated_at, user.deactivated_by = False, at, by
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    for session in UserSession.objects.filter(user=user):
        session.end()
    user.tokens.live().update(revoked_at=at, revoked_by=by)
    user.feed_tokens.live().update(revoked_at=at, revoked_by=by)
    record("people.user_deactivated", user, by=by, at=at)
    return user


@deed
def reactivate_user(*, user: User, by: User, at: datetime) -> User:
    """Open a closed account again, with the roles it had."""
    _refuse_others(by)
    user = locked(user)
    if user.is_active:
        raise Unchanged(_("This account is open already."))
    if Erasure.objects.filter(user=user).exists():
        raise Unchanged(_("Her data are being erased or were; this account stays closed."))
    user.is_active, user.deactivated_at, user.deactivated_by = True, None, None
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    record("people.user_reactivated", user, by=by, at=at)
    return user


@deed
def link_identity(*, user: User, provider: str, subject: str, by: User, at: datetime) -> None:
    """Let an identity of the other system (its subject, not an address) open this account."""
    _refuse_others(by)
    if SocialAccount.objects.filter(provider=provider, uid=subject).exists():
        raise AddressTaken(_("This identity is linked to an account already."), field="subject")
    SocialAccount.objects.create(user=user, provider=provider, uid=subject)
    record("people.identity_linked", user, by=by, at=at, provider=provider)


def password_link(user: User) -> str:
    """An address with which she chooses a password: three days, once."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=key)}"


def refuse_careless(*, sponsor: User | None, expires_on: date | None, at: datetime) -> None:
    """Refuse a chain partner without a sponsor, or for longer than 90 days (permissions)."""
    if sponsor is None or not sponsor.is_active or sponsor.only_partner:
        raise SponsorNeeded(
            _("A chain partner needs a sponsor within government."), field="sponsor"
        )
    today = timezone.localdate(at)
    if expires_on is None or not today <= expires_on <= today + LONGEST_PARTNER:
        raise SponsorNeeded(
            _("A chain partner's account ends within 90 days; fill in until when."),
            field="expires_on",
        )


def _refuse_others(by: User) -> None:
    if not can_manage_accounts(by):
        raise NotYoursToManage(_("Only an administrator manages accounts."))


def _refuse_taken(email: str, *, besides: User | None = None) -> None:
    taken = User.objects.get_queryset().filter(email__iexact=email)
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise AddressTaken(_("There is an account with this address already."), field="email")


def _mail_invitation(user: User, by: User) -> None:
    """Queued by the mail backend inside the deed: no account without its mail."""
    link = password_link(user)
    with translation.override(user.language):
        words = {"user": user, "by": by, "password_reset_url": link}
        subject = render_to_string("account/email/invitation_subject.txt", words).strip()
        text = render_to_string("account/email/invitation_message.txt", words)
    send_mail(subject, text, None, [user.email])
