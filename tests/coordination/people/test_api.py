"""People, bodies and posts on the API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from coordination.people.models import Body, BodyMember, Organisation, User
from coordination.people.services import create_post, create_token, revoke_token
from tests.cast import Cast

BODIES = "/api/v1/bodies"


@pytest.fixture
def call(cast: Cast, now: datetime) -> Callable[..., Any]:
    """Call as somebody, with her token, in JSON."""

    def by(user: User, verb: str, address: str, body: Any = None, **headers: str) -> Any:
        _token, secret = create_token(user=user, name="test", at=now)
        send = getattr(Client(), verb)
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        return send(address, headers={"Authorization": f"Bearer {secret}", **headers}, **more)

    return by


def test_without_a_token_one_is_told_so_in_problem_json(client: Client, db: None) -> None:
    answer = client.get(BODIES)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_revoked_or_wrong_token_opens_nothing(cast: Cast, now: datetime) -> None:
    token, secret = create_token(user=cast.lead, name="test", at=now)
    revoke_token(token=token, by=cast.lead, at=now)
    for shown in (secret, "baken_nonsense", "\xff"):
        answer = Client().get(BODIES, headers={"Authorization": f"Bearer {shown}"})
        assert answer.status_code == 401


def test_a_token_dies_with_its_account(cast: Cast, now: datetime) -> None:
    _token, secret = create_token(user=cast.lead, name="test", at=now)
    User.objects.filter(pk=cast.lead.pk).update(
        is_active=False, deactivated_at=now, deactivated_by=cast.administrator
    )
    answer = Client().get(BODIES, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_token_does_not_open_pages(cast: Cast, now: datetime) -> None:
    _token, secret = create_token(user=cast.lead, name="test", at=now)
    assert (
        Client().get("/mensen/", headers={"Authorization": f"Bearer {secret}"}).status_code == 302
    )


def test_every_answer_says_its_version(cast: Cast, call: Callable[..., Any]) -> None:
    answer = call(cast.lead, "get", BODIES)
    assert answer["API-Version"] == "1.0.0"
    assert [row["code"] for row in answer.json()["results"]] == ["MLT3"]


def test_a_session_works_too_and_wants_its_token_against_forgery(cast: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.coordinator)
    assert browser.get(BODIES).status_code == 200
    assert browser.post(BODIES, {}, content_type="application/json").status_code == 403


def test_a_coordinator_adds_and_changes_a_body(cast: Cast, call: Callable[..., Any]) -> None:
    body = {"code": "ACC", "name_nl": "a", "name_en": "a", "organisation": str(cast.vws.pk)}
    made = call(cast.coordinator, "post", BODIES, body)
    assert made.status_code == 201
    address = f"{BODIES}/{made.json()['id']}"
    seen = {"If-Match": made["ETag"]}
    changed = call(cast.coordinator, "patch", address, {"bob": True}, **seen)
    assert (changed.json()["bob"], changed["ETag"]) == (True, '"2"')
    assert call(cast.stranger, "patch", address, {"bob": False}, **seen).status_code == 403
    assert Body.objects.get(code="ACC").bob


@pytest.mark.parametrize("noun", ["organisations", "bodies", "body-members", "posts"])
def test_an_old_version_is_412_with_what_stands_there_now_and_none_is_428(
    cast: Cast, call: Callable[..., Any], now: datetime, noun: str
) -> None:
    post = create_post(
        name_nl="trekker", name_en="lead", organisation=cast.dgsc, by=cast.coordinator, at=now
    )
    found, by, body = {
        "organisations": (cast.vws, cast.administrator, {"name_nl": "Anders"}),
        "bodies": (cast.body, cast.coordinator, {"name_nl": "Anders"}),
        "body-members": (
            cast.body.members.get(person=cast.lead),
            cast.coordinator,
            {"role": "deputy"},
        ),
        "posts": (post, cast.coordinator, {"to": str(cast.lead.pk)}),
    }[noun]
    address = f"/api/v1/{noun}/{found.pk}"
    verb, deed = ("post", f"{address}/hand-over") if noun == "posts" else ("patch", address)
    tag = call(by, "get", address)["ETag"]
    first = call(by, verb, deed, body, **{"If-Match": tag})
    old = call(by, verb, deed, body, **{"If-Match": tag})
    none = call(by, verb, deed, body)

    assert (tag, first["ETag"]) == ('"1"', '"2"')
    assert (first.status_code, old.status_code, none.status_code) == (200, 412, 428)
    assert (old.json()["current"], old["ETag"]) == (first.json(), '"2"')


def test_a_taken_code_is_a_problem_with_a_pointer(cast: Cast, call: Callable[..., Any]) -> None:
    body = {"code": "mlt3", "name_nl": "a", "name_en": "a", "organisation": str(cast.vws.pk)}
    answer = call(cast.coordinator, "post", BODIES, body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/code"]


@pytest.mark.parametrize("typed", ["a\0b", "a\u202eb", "x" * 201, "", None, 7, ["x"]])
def test_bad_text_is_refused_at_its_field(cast: Cast, call: Callable[..., Any], typed: Any) -> None:
    body = {"code": "N", "name_nl": typed, "name_en": "a", "organisation": str(cast.vws.pk)}
    answer = call(cast.coordinator, "post", BODIES, body)
    if typed == 7:
        assert answer.status_code == 201
        return
    assert answer.status_code == 400
    assert {error["pointer"].split("/")[1] for error in answer.json()["errors"]} == {"name_nl"}


def test_the_same_key_does_one_deed_on_the_api(cast: Cast, now: datetime) -> None:
    _token, secret = create_token(user=cast.coordinator, name="test", at=now)
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "once"}
    body = {"code": "ACC", "name_nl": "a", "name_en": "a", "organisation": str(cast.vws.pk)}

    def post(data: Any) -> Any:
        return Client().post(BODIES, data, content_type="application/json", headers=headers)

    first, again, other = post(body), post(body), post({**body, "code": "MCC"})
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert (other.status_code, other["Content-Type"]) == (422, "application/problem+json")
    assert Body.objects.filter(code__in=["ACC", "MCC"]).count() == 1


def test_a_partner_reads_her_own_organisations_people_only(
    cast: Cast, call: Callable[..., Any]
) -> None:
    rows = call(cast.partner, "get", "/api/v1/users").json()["results"]
    assert [row["id"] for row in rows] == [str(cast.partner.pk)]
    assert call(cast.partner, "get", f"/api/v1/users/{cast.lead.pk}").status_code == 404
    assert call(cast.partner, "get", "/api/v1/body-members").json()["results"] == []


def test_the_secretary_names_a_member(cast: Cast, call: Callable[..., Any]) -> None:
    body = {
        "body": str(cast.body.pk),
        "organisation": str(cast.jenv.pk),
        "role": "member",
        "since": "2020-11-02",
    }
    assert call(cast.vws_officer, "post", "/api/v1/body-members", body).status_code == 403
    made = call(cast.secretary, "post", "/api/v1/body-members", body)
    assert made.status_code == 201
    address = f"/api/v1/body-members/{made.json()['id']}"
    seen = {"If-Match": '"1"'}
    wrong = call(cast.secretary, "patch", address, {"until": "2019-01-01"}, **seen)
    assert wrong.status_code == 400
    call(cast.secretary, "patch", address, {"until": "2020-12-01"}, **seen)
    assert str(BodyMember.objects.get(organisation=cast.jenv).until) == "2020-12-01"


def test_a_post_is_handed_over(cast: Cast, call: Callable[..., Any], now: datetime) -> None:
    post = create_post(
        name_nl="trekker", name_en="lead", organisation=cast.dgsc, by=cast.coordinator, at=now
    )
    address = f"/api/v1/posts/{post.pk}/hand-over"
    seen = {"If-Match": '"1"'}
    refused = call(cast.stranger, "post", address, {"to": str(cast.stranger.pk)}, **seen)
    assert refused.status_code == 403
    given = call(cast.coordinator, "post", address, {"to": str(cast.lead.pk)}, **seen)
    assert given.json()["holder"] == str(cast.lead.pk)


def test_only_an_administrator_adds_an_organisation(cast: Cast, call: Callable[..., Any]) -> None:
    body = {"code": "NEW", "name_nl": "n", "name_en": "n", "kind": "ministry"}
    assert call(cast.coordinator, "post", "/api/v1/organisations", body).status_code == 403
    made = call(cast.administrator, "post", "/api/v1/organisations", body)
    assert made.status_code == 201
    assert Organisation.objects.get(code="NEW").also_known_as == []


def test_an_invitation_on_the_api_is_the_one_of_the_page(
    cast: Cast, call: Callable[..., Any]
) -> None:
    body = {
        "email": "new@example.gov",
        "name": "New",
        "organisation": str(cast.vws.pk),
        "role": "policy_officer",
    }
    assert call(cast.coordinator, "post", "/api/v1/users", body).status_code == 403
    made = call(cast.administrator, "post", "/api/v1/users", body)
    assert made.status_code == 201
    assert "phone" not in made.json()
