"""A leaver's name goes and a pseudonym stays, so that what she did keeps its place."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal

from ..holdings import erase_traces, held_by
from ..models import Clearance, Erasure, Receipt, User, Visit
from ..permissions import can_manage_accounts
from ..pseudonyms import NOWHERE, new_pseudonym


class NotYoursToErase(NotAllowed):
    """An administrator asks, and another one confirms."""


class TooEarly(Refusal):
    """She is still here, what she held is not given away, or its time has not come."""

    status = 409


class AlreadyErased(Refusal):
    """Asked or done before."""

    status = 409


@deed
def ask_erasure(*, user: User, by: User, at: datetime) -> Erasure:
    """Ask that a leaver's personal data be erased; nothing is gone before it is confirmed.

    Refuses an open account, one within its retention (ACCOUNT_RETENTION_DAYS after closing), and
    one that still holds something.
    """
    _refuse_others(by)
    user = locked(user)
    if Erasure.objects.filter(user=user).exists():
        raise AlreadyErased(_("This was asked before."))
    _refuse_early(user, at)
    erasure = Erasure.objects.create(user=user, asked_at=at, asked_by=by)
    record("people.erasure_asked", erasure, by=by, at=at, user=user)
    return erasure


@deed
def withdraw_erasure(*, erasure: Erasure, by: User, at: datetime) -> None:
    """Let her data be; refuses what was confirmed."""
    _refuse_others(by)
    erasure = locked(erasure)
    if erasure.confirmed_at is not None:
        raise AlreadyErased(_("This was confirmed already; it cannot be taken back."))
    record("people.erasure_withdrawn", erasure, by=by, at=at, user=erasure.user_id)
    erasure.delete()


@deed
def confirm_erasure(*, erasure: Erasure, by: User, at: datetime) -> User:
    """The second person agrees: name, address, function and telephone become a pseudonym.

    In every app, in mail and in what she is found by; her keys, sessions, factors, roles and
    receipts go. The record names her by number only, so its seal holds. It cannot be undone.
    """
    _refuse_others(by)
    erasure = locked(erasure)
    if by.pk in {erasure.asked_by_id, erasure.user_id}:
        raise NotYoursToErase(_("Another administrator must confirm this."))
    if erasure.confirmed_at is not None:
        raise AlreadyErased(_("This was confirmed already; it cannot be taken back."))
    user = locked(erasure.user)
    _refuse_early(user, at)
    pseudonym = new_pseudonym()
    erase_traces(user=user, pseudonym=pseudonym)
    _forget_signing_in(user)
    _rename(user, pseudonym)
    erasure.confirmed_at, erasure.confirmed_by = at, by
    erasure.save(update_fields=["confirmed_at", "confirmed_by"])
    record("people.erased", erasure, by=by, at=at, user=user)
    # found anew: of the one above her roles are known still
    return User.objects.get(pk=user.pk)


def erasable_from(user: User) -> datetime | None:
    """The moment from which her data may be erased; None while the account is open."""
    if user.is_active or user.deactivated_at is None:
        return None
    return user.deactivated_at + timedelta(days=settings.ACCOUNT_RETENTION_DAYS)


def _refuse_others(by: User) -> None:
    if not can_manage_accounts(by):
        raise NotYoursToErase(_("Only an administrator has personal data erased."))


def _refuse_early(user: User, at: datetime) -> None:
    opens = erasable_from(user)
    if opens is None:
        raise TooEarly(_("Close the account first."))
    if at < opens:
        day = date_format(timezone.localtime(opens), "j F Y")
        raise TooEarly(_("Her data are kept until %(day)s.") % {"day": day})
    if held_by(user, reader=user):
        raise TooEarly(_("She still holds something. Hand it over first."))


def _forget_signing_in(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()
    for model in (UserSession, EmailAddress, SocialAccount, Authenticator, Receipt, Visit):
        model.objects.filter(user=user).delete()
    user.tokens.all().delete()
    user.feed_tokens.all().delete()
    user.role_grants.all().delete()


def _rename(user: User, pseudonym: str) -> None:
    user.name, user.email = pseudonym, f"{pseudonym.lower()}@{NOWHERE}"
    user.function = user.phone = ""
    user.last_login = user.sponsor = user.expires_on = None
    user.clearance = Clearance.UNCLASSIFIED
    user.version += 1
    user.set_unusable_password()
    user.save()
