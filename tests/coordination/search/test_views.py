"""The search page and the palette."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.search.test_fulltext import row_of

SignIn = Callable[[User], Client]


def options(client: Client, text: str) -> list[tuple[str, list[str]]]:
    answer = client.get(reverse("search:palette"), {"q": text})
    assert answer.status_code == 200
    return [
        (str(group["label"]), [str(option.title) for option in group["options"]])
        for group in answer.context["groups"]
    ]


def test_the_palette_does_before_it_goes(cast: Cast, sign_in: SignIn) -> None:
    groups = options(sign_in(cast.lead), "dossier")
    assert [label for label, _titles in groups] == ["Doen", "Ga naar"]
    assert "Dossier openen" in groups[0][1]
    assert groups[1][1][0] == "Dossiers"


def test_the_palette_offers_only_what_she_may_do(cast: Cast, sign_in: SignIn) -> None:
    titles = [title for _label, found in options(sign_in(cast.vws_officer), "") for title in found]
    assert "Dossier openen" not in titles
    assert "Dossiers" in titles


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2020-0001", "Kwetsbare groepen"),
        ("kwetsbare", "Kwetsbare groepen"),
        ("MLT3", "Werkgroep MLT3"),
        ("j&v", "JenV"),
        ("policy officer szw", "policy officer szw"),
    ],
)
def test_the_palette_finds_nouns(cast: Cast, sign_in: SignIn, asked: str, first: str) -> None:
    assert options(sign_in(cast.stranger), asked)[-1][1][0] == first


def test_an_exact_number_stands_first(cast: Cast, sign_in: SignIn) -> None:
    row_of(cast.dossier, "MLT3-2020-13 Sheets", "", 1)
    row_of(cast.dossier, "Brood", "MLT3-2020-13", 2)
    assert options(sign_in(cast.stranger), "mlt3-2020-13")[-1][1] == [
        "MLT3-2020-13 Sheets",
        "Brood",
    ]


@pytest.mark.parametrize("asked", ["\0", "'\"", "x" * 10_000, "a:*&|!()", "(^|\\W)[", "{1,2}+"])
@pytest.mark.parametrize("page", ["index", "palette"])
def test_nonsense_is_answered(cast: Cast, sign_in: SignIn, page: str, asked: str) -> None:
    answer = sign_in(cast.stranger).get(reverse(f"search:{page}"), {"q": asked})
    assert answer.status_code == 200


def test_the_page_groups_what_is_found(cast: Cast, sign_in: SignIn) -> None:
    row_of(cast.dossier, "Groepen van drie", "")
    page = sign_in(cast.stranger).get(reverse("search:index"), {"q": "groep"})
    groups = page.context["groups"]
    found = {str(group.label): [hit.title for hit in group.hits] for group in groups}
    assert found == {"Dossier": ["Kwetsbare groepen"], "Stuk": ["Groepen van drie"]}


def test_many_hits_are_paged(cast: Cast, sign_in: SignIn) -> None:
    for number in range(51):
        row_of(cast.dossier, f"Groep {number:02}", "", number)
    client = sign_in(cast.stranger)
    first = client.get(reverse("search:index"), {"q": "groep"}).context["page"]
    assert (len(first.rows), first.next_url != "") == (50, True)
    last = client.get(first.next_url).context["page"]
    assert (len(last.rows), last.next_url) == (1, "")


def test_a_search_asks_the_same_questions_for_one_row_and_for_three(
    cast: Cast, sign_in: SignIn
) -> None:
    client, counts = sign_in(cast.stranger), []
    for number in range(3):
        row_of(cast.dossier, f"Groep {number}", "", number)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("search:palette"), {"q": "groep"})
        counts.append(len(asked))
    assert counts == [12, 12, 12]


def masked(html: str) -> str:
    """Without what differs between any two answers."""
    html = re.sub(r'<span class="print-code">.*?</svg></span>', "", html, flags=re.DOTALL)
    html = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", html)
    return re.sub(r'name="receipt" value="[^"]*"', "", html)
