"""Contacts without an account: named by a sponsor, known for at most 90 days at a time."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal

from ..models import Organisation, OutsideContact, User
from ..permissions import can_keep_contact, can_name_sponsor
from .users import LONGEST_PARTNER, PERSONAL, refuse_careless

FIELDS = ("name", "address", "organisation", "sponsor", "expires_on")
SECRET = PERSONAL | {"address"}


class ContactTaken(Refusal):
    """This address is known already, as a contact or as an account."""


class NotYourContact(NotAllowed):
    """A contact is kept by who stands for her; coordinators and administrators keep all."""


class Ended(Refusal):
    """She is no contact any more."""

    status = 409


@deed
def add_contact(
    *,
    name: str,
    address: str,
    organisation: Organisation,
    by: User,
    at: datetime,
    sponsor: User | None = None,
    expires_on: date | None = None,
) -> OutsideContact:
    """Somebody who answers from her mail for an organisation; her sponsor is `by` unless said.

    Known for 90 days at most. Refuses an address that is known already.
    """
    if not by.may("people.contacts"):
        raise NotYourContact(_("Your role names no contacts."))
    made = OutsideContact(name=name, organisation=organisation, sponsor=sponsor or by)
    made.address = address
    made.expires_on = expires_on or timezone.localdate(at) + LONGEST_PARTNER
    _refuse_other_sponsor(by, made.sponsor)
    refuse_careless(sponsor=made.sponsor, expires_on=made.expires_on, at=at)
    _refuse_taken(made)
    made.save()
    record(
        "people.contact_added",
        made,
        by=by,
        at=at,
        organisation=organisation.pk,
        sponsor=made.sponsor_id,
        expires_on=made.expires_on,
    )
    return made


@deed
def change_contact(
    *, contact: OutsideContact, version: int, by: User, at: datetime, **values: Any
) -> OutsideContact:
    """Another name, address, organisation, sponsor or last day; within 90 days from now.

    The record says which fields, and of those that tell who she is no more than that.
    """
    contact = _locked(contact, version, by)
    after = {name: value for name, value in values.items() if name in FIELDS}
    if "sponsor" in after and after["sponsor"] != contact.sponsor:
        _refuse_other_sponsor(by, after["sponsor"])
    before = {name: getattr(contact, name) for name in after}
    for name, value in after.items():
        setattr(contact, name, value)
    refuse_careless(sponsor=contact.sponsor, expires_on=contact.expires_on, at=at)
    _refuse_taken(contact)
    _keep(contact)
    changed = changes(before, after)
    open_ = {name: change for name, change in changed.items() if name not in SECRET}
    who: dict[str, Any] = {"by": by, "at": at}
    record("people.contact_changed", contact, **who, changed=sorted(changed), changes=open_)
    return contact


@deed
def renew_contact(
    *, contact: OutsideContact, version: int, by: User, at: datetime
) -> OutsideContact:
    """Another 90 days; who renews becomes her sponsor."""
    contact = _locked(contact, version, by)
    old, contact.sponsor = contact.expires_on, by
    contact.expires_on = timezone.localdate(at) + LONGEST_PARTNER
    _keep(contact)
    record("people.contact_renewed", contact, by=by, at=at, old=old, new=contact.expires_on)
    return contact


@deed
def end_contact(*, contact: OutsideContact, version: int, by: User, at: datetime) -> OutsideContact:
    """No contact from now on: nothing is mailed to her and her links do no more."""
    contact = _locked(contact, version, by)
    today = timezone.localdate(at)
    if contact.expires_on < today:
        raise Ended(_("This contact has expired already."))
    old, contact.expires_on = contact.expires_on, today - timedelta(days=1)
    _keep(contact)
    record("people.contact_ended", contact, by=by, at=at, old=old, new=contact.expires_on)
    return contact


@deed
def hand_over_contacts(*, user: User, to: User, by: User, at: datetime) -> int:
    """Another sponsor for all contacts of one person; how many there were."""
    contacts = list(OutsideContact.objects.filter(sponsor=user).order_by("name", "pk"))
    for contact in contacts:
        kept = _locked(contact, contact.version, by)
        kept.sponsor = to
        _keep(kept)
    record("people.contacts_handed_over", user, by=by, at=at, to=to, count=len(contacts))
    return len(contacts)


def _locked(contact: OutsideContact, version: int, by: User) -> OutsideContact:
    current: OutsideContact = locked(contact)
    if not can_keep_contact(by, current):
        raise NotYourContact(_("Only her sponsor, a coordinator or an administrator does this."))
    refuse_stale(current, version)
    return current


def _keep(contact: OutsideContact) -> None:
    contact.version += 1
    contact.save()


def _refuse_other_sponsor(by: User, sponsor: User) -> None:
    if sponsor != by and not can_name_sponsor(by):
        raise NotYourContact(
            _("Only a coordinator or an administrator names another sponsor."), field="sponsor"
        )


def _refuse_taken(contact: OutsideContact) -> None:
    if User.objects.active().filter(email__iexact=contact.address).exists():
        raise ContactTaken(
            _("Somebody with this address has an account and answers with that."), field="address"
        )
    same = OutsideContact.objects.filter(
        address__iexact=contact.address, organisation=contact.organisation
    )
    if same.exclude(pk=contact.pk).exists():
        raise ContactTaken(
            _("This address is a contact of this organisation already; renew that one."),
            field="address",
        )
