"""Bodies, members and posts: who may name whom, and what is refused."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed
from coordination.people.models import BodyMember, MemberRole, User
from coordination.people.services import (
    add_member,
    change_body,
    change_member,
    create_body,
    create_post,
    hand_over_post,
)
from coordination.people.services.bodies import AlreadyMember, CodeTaken, KeptElsewhere, NotYours
from coordination.people.services.posts import HolderGone, NotYourPost, SameHolder
from tests.cast import Cast

TODAY = date(2020, 11, 2)


def test_the_secretary_names_a_member_whose_person_is_not_yet_known(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    form = {"organisation": cast.jenv.pk, "role": "member", "since": "2020-11-02"}
    address = f"/gremia/{cast.body.pk}/deelnemers/nieuw/"
    assert sign_in(cast.secretary).post(address, form)["Location"] == f"/gremia/{cast.body.pk}/"
    added = BodyMember.objects.get(body=cast.body, organisation=cast.jenv)
    assert (added.person, added.post, added.since) == (None, None, TODAY)


def test_a_member_who_does_not_lead_names_nobody(
    cast: Cast, sign_in: Callable[[User], Client], now: datetime
) -> None:
    page = sign_in(cast.vws_officer).get(f"/gremia/{cast.body.pk}/deelnemers/nieuw/")
    assert page.status_code == 403
    with pytest.raises(NotYours):
        add_member(
            body=cast.body,
            organisation=cast.vws,
            role=MemberRole.MEMBER,
            since=TODAY,
            by=cast.vws_officer,
            at=now,
        )


def test_one_person_takes_part_once(cast: Cast, now: datetime) -> None:
    with pytest.raises(AlreadyMember):
        add_member(
            body=cast.body,
            organisation=cast.vws,
            person=cast.vws_officer,
            role=MemberRole.DEPUTY,
            since=TODAY,
            by=cast.secretary,
            at=now,
        )


def test_a_row_kept_by_a_team_is_refused_with_a_sentence_and_stays(
    cast: Cast, sign_in: Callable[[User], Client], now: datetime
) -> None:
    kept = add_member(
        body=cast.body,
        organisation=cast.jenv,
        role=MemberRole.MEMBER,
        since=TODAY,
        via="LT2",
        by=cast.lead,
        at=now,
    )
    form = {"organisation": cast.jenv.pk, "role": "chair", "since": "2020-11-02"}
    answer = sign_in(cast.secretary).post(f"/gremia/deelnemers/{kept.pk}/", form)
    assert "LT2" in answer.content.decode()
    kept.refresh_from_db()
    assert kept.role == MemberRole.MEMBER
    with pytest.raises(KeptElsewhere):
        change_member(member=kept, version=1, by=cast.secretary, at=now, role=MemberRole.CHAIR)
    team: dict[str, Any] = {"by": cast.secretary, "via": "LT2"}
    change_member(member=kept, version=1, at=now, role=MemberRole.CHAIR, **team)


def test_a_person_and_a_post_together_are_refused_and_what_was_typed_stays(
    cast: Cast, sign_in: Callable[[User], Client], now: datetime
) -> None:
    post = create_post(
        name_nl="trekker", name_en="lead", organisation=cast.dgsc, by=cast.coordinator, at=now
    )
    form = {
        "organisation": cast.jenv.pk,
        "role": "member",
        "since": "2020-11-02",
        "person": cast.stranger.email,
        "post": post.pk,
    }
    page = sign_in(cast.secretary).post(f"/gremia/{cast.body.pk}/deelnemers/nieuw/", form)
    assert page.context["form"].errors.keys() == {"post"}
    assert cast.stranger.email in page.content.decode()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("since", "30-2-2020"),
        ("since", "0000-00-00"),
        ("until", "2019-01-01"),
        ("person", "nobody@example.gov"),
        ("person", "a\0b@example.gov"),
        ("organisation", "not-a-uuid"),
        ("role", "zetel"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_adds_nothing(
    cast: Cast, sign_in: Callable[[User], Client], field: str, typed: str
) -> None:
    before = BodyMember.objects.count()
    form = {"organisation": cast.jenv.pk, "role": "member", "since": "2020-11-02", field: typed}
    page = sign_in(cast.secretary).post(f"/gremia/{cast.body.pk}/deelnemers/nieuw/", form)
    assert page.context["form"].errors.keys() == {field}
    assert BodyMember.objects.count() == before


def test_a_name_that_turns_the_reading_direction_is_refused(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    form = {
        "code": "X",
        "name_nl": "naam\u202eom",
        "name_en": "name",
        "organisation": cast.vws.pk,
        "outcome_name": "decision",
        "report_form": "report",
    }
    page = sign_in(cast.coordinator).post("/gremia/nieuw/", form)
    assert page.context["form"].errors.keys() == {"name_nl"}


def test_a_body_has_its_code_alone(cast: Cast, now: datetime) -> None:
    names = {"name_nl": "x", "name_en": "x", "organisation": cast.vws}
    with pytest.raises(CodeTaken):
        create_body(by=cast.coordinator, at=now, code="mlt3", **names)


def test_changing_a_body_tells_old_and_new(cast: Cast, now: datetime) -> None:
    change_body(body=cast.body, version=1, by=cast.secretary, at=now, bob=True)
    event = AuditEvent.objects.get(action="people.body_changed")
    assert event.payload == '{"changes": {"bob": {"new": true, "old": false}}}'


def test_an_outsider_does_not_change_a_body(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotYours):
        change_body(body=cast.body, version=1, by=cast.stranger, at=now, bob=True)


def test_a_post_goes_from_hand_to_hand(cast: Cast, now: datetime) -> None:
    post = create_post(
        name_nl="secretaris",
        name_en="secretary",
        organisation=cast.dgsc,
        by=cast.coordinator,
        at=now,
    )
    given: dict[str, Any] = {"post": post, "at": now}
    hand_over_post(version=1, to=cast.secretary, by=cast.coordinator, **given)
    with pytest.raises(NotYourPost):
        hand_over_post(version=2, to=cast.stranger, by=cast.stranger, **given)
    with pytest.raises(SameHolder):
        hand_over_post(version=2, to=cast.secretary, by=cast.secretary, **given)
    hand_over_post(version=2, to=cast.lead, by=cast.secretary, **given)
    post.refresh_from_db()
    assert post.holder == cast.lead
    cast.stranger.is_active = False
    with pytest.raises(HolderGone):
        hand_over_post(version=3, to=cast.stranger, by=cast.lead, **given)


def test_who_holds_a_post_takes_part_where_the_post_does(cast: Cast, now: datetime) -> None:
    post = create_post(
        name_nl="trekker", name_en="lead", organisation=cast.dgsc, by=cast.coordinator, at=now
    )
    add_member(
        body=cast.body,
        organisation=cast.dgsc,
        post=post,
        role=MemberRole.MEMBER,
        since=TODAY,
        by=cast.secretary,
        at=now,
    )
    assert not BodyMember.objects.held_by(cast.stranger).exists()
    hand_over_post(post=post, version=1, to=cast.stranger, by=cast.coordinator, at=now)
    assert BodyMember.objects.held_by(cast.stranger).get().body == cast.body


def body_form(cast: Cast, **more: Any) -> dict[str, Any]:
    names = {"code": "MLT3", "name_nl": "Werkgroep MLT3", "name_en": "Working group MLT3"}
    chosen = {"outcome_name": "agreement", "report_form": "report", "active": "on"}
    return {**names, **chosen, "organisation": cast.dgsc.pk, "version": 1, **more}


def test_two_who_change_a_body_at_once_see_both_texts_and_lose_none(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client, address = sign_in(cast.secretary), f"/gremia/{cast.body.pk}/wijzigen/"
    first = client.post(address, body_form(cast, name_nl="Eerste naam"))
    second = client.post(
        address, body_form(cast, name_nl="Tweede naam", outcome_name="conclusion", bob="on")
    )

    assert (first.status_code, second.status_code) == (302, 409)
    assert second.context["form"].clashes == [
        ("Naam in het Nederlands", "Eerste naam", "Tweede naam"),
        ("Naam van de uitkomst", "afspraak", "conclusie"),
        ("Beeld, oordeel, besluit", "nee", "ja"),
    ]
    page = second.content.decode()
    assert ("Eerste naam" in page, "Tweede naam" in page) == (True, True)
    assert 'name="version" value="2"' in page

    again = client.post(address, body_form(cast, name_nl="Samen", version=2))
    cast.body.refresh_from_db()
    assert (again.status_code, cast.body.name_nl, cast.body.version) == (302, "Samen", 3)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 12, "²"])
def test_a_version_that_is_none_changes_nothing(
    cast: Cast, sign_in: Callable[[User], Client], version: str
) -> None:
    form = body_form(cast, name_nl="Anders", version=version)
    answer = sign_in(cast.secretary).post(f"/gremia/{cast.body.pk}/wijzigen/", form)
    cast.body.refresh_from_db()
    assert (answer.status_code, cast.body.name_nl) == (409, "Werkgroep MLT3")


def test_two_who_change_a_member_at_once_see_both(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    member = BodyMember.objects.get(body=cast.body, person=cast.vws_officer)
    form = {"organisation": cast.vws.pk, "since": "2020-10-01", "version": 1}
    client, address = sign_in(cast.secretary), f"/gremia/deelnemers/{member.pk}/"
    client.post(address, {**form, "role": "deputy", "person": cast.vws_officer.email})
    late = client.post(address, {**form, "role": "in_copy", "person": cast.vws_officer.email})

    assert late.status_code == 409
    assert late.context["form"].clashes == [("Rol", "plaatsvervangend lid", "in afschrift")]
    member.refresh_from_db()
    assert (member.role, member.version) == (MemberRole.DEPUTY, 2)


def test_a_post_given_away_meanwhile_is_not_given_twice(
    cast: Cast, sign_in: Callable[[User], Client], now: datetime
) -> None:
    post = create_post(
        name_nl="trekker", name_en="lead", organisation=cast.dgsc, by=cast.coordinator, at=now
    )
    hand_over_post(post=post, version=1, to=cast.lead, by=cast.coordinator, at=now)
    late = sign_in(cast.coordinator).post(
        f"/ambten/{post.pk}/", {"to": cast.secretary.email, "version": 1}
    )

    assert late.status_code == 409
    [clash] = late.context["form"].clashes
    assert clash[1:] == (cast.lead.email, cast.secretary.email)
    post.refresh_from_db()
    assert post.holder == cast.lead


def test_who_may_not_learns_nothing_of_the_version(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotYours):
        change_body(body=cast.body, version=7, by=cast.stranger, at=now, bob=True)


@pytest.mark.parametrize("make", [create_body, create_post])
def test_only_who_reaches_all_bodies_adds_one(
    cast: Cast, now: datetime, make: Callable[..., object]
) -> None:
    names = {"name_nl": "Kring", "name_en": "Circle", "organisation": cast.dgsc}
    code = {"code": "KRING"} if make is create_body else {}
    with pytest.raises(NotAllowed):
        make(by=cast.secretary, at=now, **names, **code)
