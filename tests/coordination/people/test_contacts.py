"""Contacts without an account: who stands for them, until when, and what is left of them then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import Refusal
from coordination.mail.delivery.composing import takes_part
from coordination.people.holdings import held_by
from coordination.people.models import OutsideContact, User
from coordination.people.services import (
    add_contact,
    change_contact,
    end_contact,
    hand_over_contacts,
    recipient_for,
    renew_contact,
)
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]
IN_90_DAYS = date(2021, 1, 31)


@pytest.fixture
def contact(cast: Cast) -> OutsideContact:
    return add_contact(
        name="Liaison", address="liaison@example.org", organisation=cast.vws,
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip


def test_a_contact_is_known_for_ninety_days_under_who_names_her(
    cast: Cast, contact: OutsideContact
) -> None:
    assert (contact.sponsor, contact.expires_on) == (cast.vws_officer, IN_90_DAYS)
    recipient = recipient_for(contact)
    assert takes_part(recipient, at=MONDAY + timedelta(days=90))
    assert not takes_part(recipient, at=MONDAY + timedelta(days=91))
    event = AuditEvent.objects.get(action="people.contact_added")
    assert "liaison" not in str(event.payload).lower()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"expires_on": date(2021, 2, 1)}, "expires_on"),
        ({"expires_on": date(2020, 11, 1)}, "expires_on"),
        ({"address": "LIAISON@example.org"}, "address"),
        ({"address": "vws.officer"}, "address"),
        ({"sponsor": "lead"}, "sponsor"),
    ],
)
def test_a_contact_too_long_twice_with_an_account_or_for_another_is_refused(
    cast: Cast, contact: OutsideContact, values: dict[str, Any], field: str
) -> None:
    if values.get("address") == "vws.officer":
        values = {"address": cast.vws_officer.email.upper()}
    if "sponsor" in values:
        values = {"sponsor": cast.lead}
    facts: dict[str, Any] = {
        "name": "Ander",
        "address": "ander@example.org",
        "organisation": cast.vws,
    } | values
    with pytest.raises(Refusal) as refused:
        add_contact(**facts, by=cast.vws_officer, at=MONDAY)
    assert (refused.value.field, OutsideContact.objects.count()) == (field, 1)


def test_only_her_sponsor_or_a_coordinator_renews_and_becomes_the_sponsor(
    cast: Cast, contact: OutsideContact
) -> None:
    with pytest.raises(Refusal):
        renew_contact(
            contact=contact, version=1, by=cast.szw_officer, at=MONDAY + timedelta(days=30)
        )
    renewed = renew_contact(
        contact=contact, version=1, by=cast.coordinator, at=MONDAY + timedelta(days=30)
    )
    assert (renewed.sponsor, renewed.expires_on) == (cast.coordinator, date(2021, 3, 2))


def test_ending_stops_mail_and_links_at_once_and_renewing_brings_back(
    cast: Cast, contact: OutsideContact
) -> None:
    ended = end_contact(contact=contact, version=1, by=cast.vws_officer, at=MONDAY)
    assert not takes_part(recipient_for(ended), at=MONDAY)
    with pytest.raises(Refusal):
        end_contact(contact=ended, version=2, by=cast.vws_officer, at=MONDAY)
    back = renew_contact(contact=ended, version=2, by=cast.vws_officer, at=MONDAY)
    assert takes_part(recipient_for(back), at=MONDAY)


def test_who_leaves_is_seen_to_hold_contacts_and_gives_them_another_sponsor(
    cast: Cast, contact: OutsideContact
) -> None:
    piles = held_by(cast.vws_officer, reader=cast.administrator)
    assert "contacts" in [pile.name for pile in piles]
    deed: dict[str, Any] = {"by": cast.coordinator, "at": MONDAY}
    assert hand_over_contacts(user=cast.vws_officer, to=cast.lead, **deed) == 1
    assert OutsideContact.objects.get().sponsor == cast.lead


def test_a_change_of_an_old_version_is_refused_and_a_good_one_kept(
    cast: Cast, contact: OutsideContact
) -> None:
    by: dict[str, Any] = {"by": cast.vws_officer, "at": MONDAY}
    changed = change_contact(contact=contact, version=1, name="Waarnemer", **by)
    assert (changed.name, changed.version) == ("Waarnemer", 2)
    with pytest.raises(Refusal):
        change_contact(contact=contact, version=1, name="Nog een", **by)


@time_machine.travel(MONDAY, tick=False)
def test_the_page_of_an_organisation_names_its_contacts_and_adds_one(
    cast: Cast, contact: OutsideContact, sign_in: SignIn
) -> None:
    client = sign_in(cast.szw_officer)
    page = client.get(cast.vws.get_absolute_url()).content.decode()
    assert "liaison@example.org" in page
    assert "/contacten/nieuw/?organisatie=VWS" in page
    typed = {
        "name": "Tweede",
        "address": "tweede@example.org",
        "organisation": cast.vws.pk,
        "expires_on": "2020-12-01",
    }
    assert client.post("/contacten/nieuw/", typed).status_code == 302
    made = OutsideContact.objects.get(name="Tweede")
    assert made.sponsor == cast.szw_officer
    late = client.post(
        "/contacten/nieuw/", typed | {"expires_on": "2021-12-01", "address": "a@b.nl"}
    )
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["expires_on"])
    hers = client.get(contact.get_absolute_url()).content.decode()
    assert 'name="address"' not in hers
