"""A long list of the API is paged without being counted to its end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coordination.kit import api
from coordination.people.models import Organisation, User
from tests.cast import Cast

LIST = "/api/v1/organisations"


@pytest.fixture
def client_of(cast: Cast, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(cast.vws_officer)


def walked(client: Client, address: str) -> list[str]:
    """The codes on all pages, by the links from one to the next."""
    codes: list[str] = []
    while address:
        page: Any = client.get(address).json()
        codes += [row["code"] for row in page["results"]]
        address = page["next"] or ""
    return codes


@pytest.mark.parametrize("most", [1, 3, 4, 5, 10_000])
def test_every_row_is_reached_however_far_is_counted(
    most: int, client_of: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_COUNTED", most)
    codes = Organisation.objects.order_by("code").values_list("code", flat=True)
    assert walked(client_of, f"{LIST}?page_size=2") == list(codes)
    count = client_of.get(LIST).json()["count"]
    assert count == min(most, len(codes))


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 40, "²", "1.5"])
@pytest.mark.parametrize("most", [2, 10_000])
def test_a_page_that_is_none_is_not_found(
    page: str, most: int, client_of: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "MOST_COUNTED", most)
    answer = client_of.get(f"{LIST}?page_size=2&page={page}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
