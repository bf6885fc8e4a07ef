"""Accounts: invited, given roles, closed, opened again."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Message
from coordination.people.holdings import held_by
from coordination.people.models import Role, RoleGrant, Token, User
from coordination.people.services import (
    change_user,
    confirm_role,
    create_token,
    deactivate_user,
    grant_role,
    hand_over_posts,
    invite_again,
    invite_user,
    link_identity,
    reactivate_user,
    renew_partner,
    revoke_role,
)
from coordination.people.services.roles import (
    LastAdministrator,
    NotYoursToGive,
    RolesExclude,
    SecondPersonNeeded,
)
from coordination.people.services.users import (
    AddressTaken,
    NotYourself,
    NotYoursToInvite,
    SponsorNeeded,
)
from tests.cast import Cast

INVITE = "/beheer/gebruikers/uitnodigen/"


@pytest.fixture
def second(make_user: Callable[..., User], cast: Cast) -> User:
    return make_user("second administrator", cast.dgsc, Role.ADMINISTRATOR)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_a_secretary_cannot_reach_administration(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.secretary)
    assert client.get("/beheer/gebruikers/").status_code == 403
    assert client.get(f"/beheer/gebruikers/{cast.lead.pk}/").status_code == 403
    assert client.post(f"/beheer/gebruikers/{cast.lead.pk}/sluiten/").status_code == 403
    assert fresh(cast.lead).is_active


def test_who_is_invited_chooses_a_password_by_the_mailed_link_once(
    cast: Cast, sign_in: Callable[[User], Client], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "coordination.mail.backends.OutboxBackend"
    form = {
        "email": "new@example.gov",
        "name": "New",
        "organisation": cast.vws.pk,
        "role": "policy_officer",
        "language": "en",
    }
    answer = sign_in(cast.administrator).post(INVITE, form)
    invited = User.objects.get(email="new@example.gov")
    assert answer["Location"] == f"/beheer/gebruikers/{invited.pk}/"
    assert fresh(invited).roles == {Role.POLICY_OFFICER}

    mail = Message.objects.get(recipient__user=invited)
    assert mail.subject == "An account in Baken for you"
    found = re.search(r"/account/wachtwoord/kiezen/\S+", mail.body)
    assert found
    link = found.group()
    browser = Client()
    chosen = {"password1": "four words and more", "password2": "four words and more"}
    step = browser.get(link)
    assert browser.post(step["Location"], chosen)["Location"] == "/account/wachtwoord/gekozen/"
    credentials = {"login": "new@example.gov", "password": "four words and more"}
    assert browser.post("/account/aanmelden/", credentials)["Location"] == "/"
    assert "Deze link werkt niet meer" in Client().get(link).content.decode()


def test_an_address_is_invited_once_in_any_case(cast: Cast, now: datetime) -> None:
    with pytest.raises(AddressTaken):
        invite_user(
            email=cast.lead.email.upper(),
            name="Again",
            organisation=cast.vws,
            role=Role.POLICY_OFFICER,
            by=cast.administrator,
            at=now,
        )


@pytest.mark.parametrize("days", [None, -1, 91])
def test_a_partner_needs_an_end_within_ninety_days(
    cast: Cast, now: datetime, days: int | None
) -> None:
    with pytest.raises(SponsorNeeded) as refusal:
        invite_user(
            email="partner.two@example.gov",
            name="Partner",
            organisation=cast.vws,
            role=Role.PARTNER,
            sponsor=cast.lead,
            expires_on=None if days is None else (now + timedelta(days=days)).date(),
            by=cast.coordinator,
            at=now,
        )
    assert refusal.value.field == "expires_on"


def test_a_coordinator_invites_partners_and_nobody_else(cast: Cast, now: datetime) -> None:
    whom = {
        "name": "Somebody",
        "organisation": cast.vws,
        "sponsor": cast.coordinator,
        "expires_on": (now + timedelta(days=90)).date(),
        "by": cast.coordinator,
        "at": now,
    }
    made = invite_user(email="one@example.gov", role=Role.PARTNER, **whom)  # type: ignore[arg-type]  # the values of the case are right
    assert fresh(made).only_partner
    with pytest.raises(NotYoursToInvite):
        invite_user(email="two@example.gov", role=Role.POLICY_OFFICER, **whom)  # type: ignore[arg-type]  # the values of the case are right


def test_a_role_of_weight_does_not_count_before_a_second_person_confirms(
    cast: Cast, second: User, now: datetime
) -> None:
    grant = grant_role(user=cast.lead, role=Role.COORDINATOR, by=cast.administrator, at=now)
    assert fresh(cast.lead).roles == {Role.TEAM_LEAD}
    confirm_role(grant=grant, by=second, at=now)
    assert fresh(cast.lead).roles == {Role.TEAM_LEAD, Role.COORDINATOR}


def test_nobody_confirms_what_she_gave_or_gets(cast: Cast, second: User, now: datetime) -> None:
    given = grant_role(user=cast.lead, role=Role.COORDINATOR, by=cast.administrator, at=now)
    got = grant_role(user=second, role=Role.COORDINATOR, by=cast.administrator, at=now)
    for grant, by in ((given, cast.administrator), (got, second), (given, cast.coordinator)):
        with pytest.raises(SecondPersonNeeded):
            confirm_role(grant=grant, by=by, at=now)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_an_auditor_does_not_also_do(cast: Cast, now: datetime, role: Role) -> None:
    with pytest.raises(RolesExclude):
        grant_role(user=cast.auditor, role=role, by=cast.administrator, at=now)
    doer = cast.coordinator if role is Role.COORDINATOR else cast.administrator
    with pytest.raises(RolesExclude):
        grant_role(user=doer, role=Role.AUDITOR, by=cast.administrator, at=now)


def test_a_waiting_role_excludes_as_a_given_one(cast: Cast, now: datetime) -> None:
    grant_role(user=cast.lead, role=Role.AUDITOR, by=cast.administrator, at=now)
    with pytest.raises(RolesExclude):
        grant_role(user=cast.lead, role=Role.COORDINATOR, by=cast.administrator, at=now)


def test_only_an_administrator_gives_roles(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotYoursToGive):
        grant_role(user=cast.lead, role=Role.DUTY_OFFICER, by=cast.coordinator, at=now)


def test_the_last_administrator_stays(cast: Cast, second: User, now: datetime) -> None:
    mine = RoleGrant.objects.get(user=cast.administrator)
    deactivate_user(user=second, by=cast.administrator, at=now)
    with pytest.raises(LastAdministrator):
        revoke_role(grant=mine, by=cast.administrator, at=now)
    with pytest.raises(NotYourself):
        deactivate_user(user=cast.administrator, by=cast.administrator, at=now)


def test_closing_kills_tokens_and_is_undone_by_opening(cast: Cast, now: datetime) -> None:
    create_token(user=cast.lead, name="script", at=now)
    deactivate_user(user=cast.lead, by=cast.administrator, at=now)
    assert not Token.objects.live().exists()
    closed = fresh(cast.lead)
    assert (closed.is_active, closed.deactivated_by) == (False, cast.administrator)
    reactivate_user(user=closed, by=cast.administrator, at=now)
    assert fresh(cast.lead).is_active


def test_what_she_still_holds_is_told_and_handed_over(
    cast: Cast, now: datetime, sign_in: Callable[[User], Client]
) -> None:
    from coordination.people.services import create_post, hand_over_post

    post = create_post(
        name_nl="secretaris",
        name_en="secretary",
        organisation=cast.dgsc,
        by=cast.coordinator,
        at=now,
    )
    hand_over_post(post=post, version=1, to=cast.secretary, by=cast.coordinator, at=now)
    piles = held_by(cast.secretary, reader=cast.administrator)
    titles = {pile.name: [held.title for held in pile.held] for pile in piles}
    assert titles["posts"] == [post.name]
    assert [title.split(" ")[0] for title in titles["memberships"]] == ["MLT3"]

    address = reverse("people:account_hand_over", args=[cast.secretary.pk, "posts"])
    client = sign_in(cast.administrator)
    assert client.post(address, {"to": "nobody@example.gov"}).status_code == 422
    assert client.post(address, {"to": cast.lead.email}).status_code == 302
    post.refresh_from_db()
    assert post.holder == cast.lead
    assert hand_over_posts(user=cast.secretary, to=cast.lead, by=cast.administrator, at=now) == 0


def test_a_change_of_account_tells_which_fields_and_nothing_that_says_who_she_is(
    cast: Cast, now: datetime
) -> None:
    values = {
        "name": "Anders",
        "email": "anders@example.gov",
        "function": "trekker",
        "clearance": 1,
    }
    change_user(user=cast.lead, version=1, by=cast.administrator, at=now, **values)
    event = AuditEvent.objects.get(action="people.user_changed")
    assert event.parsed == {
        "changed": ["clearance", "email", "function", "name"],
        "changes": {"clearance": {"old": 0, "new": 1}},
    }


def test_two_administrators_who_change_an_account_see_both(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    form = {"email": cast.lead.email, "organisation": cast.dgsc.pk, "clearance": 0, "version": 1}
    client, address = sign_in(cast.administrator), f"/beheer/gebruikers/{cast.lead.pk}/wijzigen/"
    client.post(address, {**form, "name": "Eerste"})
    late = client.post(address, {**form, "name": "Tweede"})

    assert (late.status_code, late.context["form"].clashes) == (
        409,
        [("Naam", "Eerste", "Tweede")],
    )
    assert fresh(cast.lead).name == "Eerste"


def test_her_own_settings_do_not_undo_what_an_administrator_did(
    cast: Cast, now: datetime, sign_in: Callable[[User], Client]
) -> None:
    change_user(user=cast.lead, version=1, by=cast.administrator, at=now, function="hoofd")
    form = {"name": cast.lead.name, "function": "trekker", "language": "nl", "theme": "auto"}
    late = sign_in(cast.lead).post("/instellingen/", {**form, "shortcuts": "on", "version": 1})

    assert (late.status_code, late.context["form"].clashes) == (
        409,
        [("Functie", "hoofd", "trekker")],
    )
    assert fresh(cast.lead).function == "hoofd"


ADMINISTRATION: list[tuple[Callable[..., object], dict[str, Any]]] = [
    (change_user, {"version": 9, "name": "Anders"}),
    (deactivate_user, {}),
    (reactivate_user, {}),
    (invite_again, {}),
    (renew_partner, {}),
    (link_identity, {"provider": "oidc", "subject": "f3a9"}),
]


@pytest.mark.parametrize(("service", "values"), ADMINISTRATION)
def test_accounts_are_managed_by_who_may_and_others_learn_no_state(
    cast: Cast, now: datetime, service: Callable[..., object], values: dict[str, Any]
) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(NotAllowed):
        service(user=cast.partner, by=cast.lead, at=now, **values)
    assert AuditEvent.objects.count() == before


def test_every_refusal_changes_nothing(cast: Cast, now: datetime) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(Refusal):
        deactivate_user(user=cast.administrator, by=cast.administrator, at=now)
    assert AuditEvent.objects.count() == before


def test_a_coordinator_renews_a_partner_and_answers_for_her(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    User.objects.filter(pk=cast.partner.pk).update(expires_on=timezone.localdate())
    client = sign_in(cast.coordinator)
    address = reverse("people:account_renew", args=[cast.partner.pk])
    assert client.post(address)["Location"] == "/beheer/gebruikers/"
    renewed = fresh(cast.partner)
    assert renewed.expires_on == timezone.localdate() + timedelta(days=90)
    assert renewed.sponsor == cast.coordinator
    other = reverse("people:account_renew", args=[cast.lead.pk])
    assert client.post(other).status_code == 404


def test_the_first_two_administrators_are_made_at_the_terminal_and_no_third(
    db: None, client: Client
) -> None:
    said = StringIO()
    for number in range(2):
        call_command(
            "first_administrator", f"a{number}@example.gov", "A", organisation="VWS", stdout=said
        )
    link = said.getvalue().splitlines()[1].removeprefix("http://127.0.0.1:8000")
    assert client.get(link)["Location"].endswith("-set-password/")
    with pytest.raises(CommandError):
        call_command("first_administrator", "a2@example.gov", "A", organisation="VWS")
    assert RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count() == 2


def test_ninety_days_count_from_the_day_in_amsterdam(cast: Cast) -> None:
    midnight = datetime(2021, 3, 27, 23, 20, tzinfo=UTC)
    renewed = renew_partner(user=cast.partner, by=cast.coordinator, at=midnight)
    assert renewed.expires_on == date(2021, 3, 28) + timedelta(days=90)
