"""Wherever a colleague is named, the box offers her while one types; her address does as well."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from coordination.people.models import BodyMember, Post, User
from coordination.people.services import create_post
from tests.cast import Cast


@pytest.fixture
def post(cast: Cast, now: datetime) -> Post:
    names = {"name_nl": "trekker", "name_en": "lead"}
    return create_post(organisation=cast.dgsc, by=cast.coordinator, at=now, **names)


@pytest.mark.parametrize(
    ("name", "field", "who"),
    [
        ("people:post", "to", "coordinator"),
        ("people:member_new", "person", "secretary"),
        ("people:member_edit", "person", "secretary"),
        ("people:contact_new", "sponsor", "coordinator"),
        ("people:account_invite", "sponsor", "administrator"),
        ("people:account_edit", "sponsor", "administrator"),
        ("webhooks:new", "owner", "administrator"),
        ("cycle:deadline_new", "person", "coordinator"),
    ],
)
def test_a_colleague_is_offered_where_she_is_named(
    cast: Cast,
    post: Post,
    sign_in: Callable[[User], Client],
    name: str,
    field: str,
    who: str,
) -> None:
    about = {
        "people:post": post.pk,
        "people:member_new": cast.body.pk,
        "people:member_edit": BodyMember.objects.filter(body=cast.body).earliest("since").pk,
        "people:account_edit": cast.lead.pk,
    }
    client = sign_in(getattr(cast, who))
    page = client.get(reverse(name, args=[about[name]] if name in about else [])).text
    box = re.search(rf'<input[^>]*name="{field}"[^>]*>', page)
    assert box is not None
    address = re.search(r'data-chooser="([^"]+)"', box[0])
    assert (address is not None, "js/chooser" in page) == (True, True)
    assert address is not None
    assert cast.lead.email in client.get(address[1], {"q": "team lead"}).text


def test_an_address_that_is_typed_in_full_needs_no_script(
    cast: Cast, post: Post, sign_in: Callable[[User], Client]
) -> None:
    client, address = sign_in(cast.coordinator), reverse("people:post", args=[post.pk])
    wrong = client.post(address, {"to": "team lead", "version": 1})
    assert (wrong.status_code, 'value="team lead"' in wrong.text) == (422, True)
    typed = {"to": cast.lead.email.upper(), "version": 1}
    assert client.post(address, typed).status_code == 302
    post.refresh_from_db()
    assert post.holder == cast.lead
