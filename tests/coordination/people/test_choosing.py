"""Who is offered while a name is typed."""

from typing import Any

import pytest
from django.urls import reverse

from coordination.people.models import Post
from coordination.people.queries.choosing import choices_for
from tests.cast import Cast


def values(cast: Cast, text: str, who: str = "lead", *, owners: bool = False) -> list[str]:
    return [one.value for one in choices_for(getattr(cast, who), text, owners=owners)]


@pytest.mark.parametrize("text", ["officer vws", "policy.officer.vws@example", "vws", "hoofd opv"])
def test_a_person_is_found_by_name_address_organisation_and_post(cast: Cast, text: str) -> None:
    Post.objects.create(
        code="hoofd-opvang",
        name_nl="Hoofd opvang",
        name_en="Head of shelter",
        organisation=cast.vws,
        holder=cast.vws_officer,
        held_since=cast.vws_officer.created_at,
    )
    assert values(cast, text) == [cast.vws_officer.email]


def test_a_closed_account_is_not_offered(cast: Cast) -> None:
    type(cast.vws_officer).objects.filter(pk=cast.vws_officer.pk).update(is_active=False)
    assert values(cast, "vws") == []


def test_a_partner_is_offered_her_own_organisation_only(cast: Cast) -> None:
    assert values(cast, "officer", "partner") == []
    assert values(cast, "partner", "partner") == [cast.partner.email]


def test_owners_are_organisations_too(cast: Cast) -> None:
    assert values(cast, "vws", owners=True) == ["@VWS", cast.vws_officer.email]


def test_at_most_ten_are_offered(cast: Cast, make_user: Any) -> None:
    for number in range(12):
        make_user(f"reader {number}", cast.szw)
    assert len(values(cast, "reader")) == 10


def test_the_options_carry_what_the_field_then_holds(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.lead)
    page = client.get(reverse("people:choose"), {"q": "officer szw"}).content.decode()
    assert f'data-value="{cast.szw_officer.email}"' in page
    assert client.get(reverse("people:choose"), {"q": "x\0("}).content.decode().strip() == ""
