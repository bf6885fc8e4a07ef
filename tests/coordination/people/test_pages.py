"""The lists: what they cost, and what a chain partner sees of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from coordination.people.models import Body, BodyMember, Organisation, Post, User
from tests.cast import MONDAY, Cast

SinceThen = date(2020, 10, 1)


@pytest.fixture
def more(cast: Cast, make_organisation: Any, make_user: Any) -> Callable[[int], None]:
    """So many more of everything."""

    def add(count: int) -> None:
        for number in range(count):
            keeper: Organisation = make_organisation(f"ORG{number}")
            person: User = make_user(f"colleague {number}", keeper)
            Body.objects.create(code=f"B{number}", name_nl="b", name_en="b", organisation=keeper)
            post = Post.objects.create(
                code=f"p{number}",
                name_nl="p",
                name_en="p",
                organisation=keeper,
                holder=person,
                held_since=MONDAY,
            )
            BodyMember.objects.create(
                body=cast.body, organisation=keeper, post=post, since=SinceThen
            )

    return add


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/mensen/", 5),
        ("/organisaties/", 4),
        ("/gremia/", 4),
        ("/ambten/", 4),
        ("/beheer/gebruikers/", 7),
    ],
)
def test_a_list_costs_the_same_with_one_row_and_with_more(
    cast: Cast,
    sign_in: Callable[[User], Client],
    more: Callable[[int], None],
    django_assert_num_queries: Any,
    address: str,
    queries: int,
) -> None:
    client = sign_in(cast.administrator)
    for count in (1, 3):
        more(count)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
        Post.objects.all().update(holder=None, held_since=None)
        BodyMember.objects.exclude(post=None).delete()
        Post.objects.all().delete()
        Body.objects.filter(code__startswith="B").delete()
        User.objects.get_queryset().filter(name__startswith="colleague").delete()


def test_the_page_of_a_body_costs_the_same_with_more_members(
    cast: Cast,
    sign_in: Callable[[User], Client],
    more: Callable[[int], None],
    django_assert_num_queries: Any,
) -> None:
    client = sign_in(cast.secretary)
    with django_assert_num_queries(9):
        client.get(f"/gremia/{cast.body.pk}/")
    more(3)
    with django_assert_num_queries(9):
        client.get(f"/gremia/{cast.body.pk}/")


def test_a_partner_sees_only_her_own_organisations_people(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.partner)
    rows = client.get("/mensen/").context["page"].rows
    assert list(rows) == [cast.partner]
    assert client.get(f"/mensen/{cast.lead.pk}/").status_code == 404
    assert client.get(f"/gremia/{cast.body.pk}/").status_code == 404
    shown = client.get(f"/organisaties/{cast.dgsc.pk}/").content.decode()
    assert "team lead" not in shown


def test_a_partner_in_a_body_reads_the_others_by_organisation_only(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    BodyMember.objects.create(
        body=cast.body,
        organisation=cast.partner.organisation,
        person=cast.partner,
        since=SinceThen,
    )
    shown = sign_in(cast.partner).get(f"/gremia/{cast.body.pk}/").content.decode()
    assert cast.partner.name in shown
    assert "team lead" not in shown
    assert "policy officer szw" not in shown


def test_a_person_is_found_by_the_beginning_of_any_word(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    rows = sign_in(cast.lead).get("/mensen/?q=off+szw").context["page"].rows
    assert list(rows) == [cast.szw_officer]


def test_the_page_of_a_person_tells_nothing_private(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    User.objects.filter(pk=cast.vws_officer.pk).update(phone="0612345678")
    shown = sign_in(cast.lead).get(f"/mensen/{cast.vws_officer.pk}/").content.decode()
    assert "0612345678" not in shown
    assert "MLT3" in shown


def test_the_matrix_stands_on_its_page_as_it_guards(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    page = sign_in(cast.partner).get("/rechten/")
    row = next(marks for label, marks in page.context["rows"] if "gebruikers" in str(label))
    assert [mark.value for mark in row] == ["○", "○", "○", "○", "○", "○", "●"]


def test_the_language_is_kept_with_the_account(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    assert "Collega" in client.get("/mensen/").content.decode()
    client.post("/account/taal/", {"language": "en", "next": "/mensen/"})
    assert "Colleagues" in client.get("/mensen/").content.decode()
    assert User.objects.get(pk=cast.lead.pk).language == "en"


def test_a_key_is_shown_once_and_kept_as_a_hash(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.lead)
    secret = client.post("/instellingen/sleutels/", {"name": "script"}).context["secret"]
    assert secret.startswith("baken_")
    again = client.get("/instellingen/sleutels/").content.decode()
    assert secret not in again
    assert f"…{secret[-4:]}" in again
    token = cast.lead.tokens.get()
    assert secret not in (token.digest, token.name)
