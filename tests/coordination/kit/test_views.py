from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from coordination.kit.middleware import typed_texts
from coordination.kit.views import bad_request, csrf_failure, forbidden, not_found, server_error
from tests.cast import Cast


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_style_page_is_drawn_in_the_theme_asked_for(cast: Cast, theme: str) -> None:
    client = Client()
    client.force_login(cast.secretary)
    page = client.get("/stijl/", {"theme": theme})
    assert page.status_code == 200
    assert f'data-theme="{theme}"' in page.content.decode()


def test_an_unknown_theme_falls_back_to_ones_own(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.secretary)
    assert 'data-theme="auto"' in client.get("/stijl/", {"theme": "<b>"}).content.decode()


def test_the_page_of_a_failure_needs_neither_database_nor_user() -> None:
    with translation.override("nl"):
        page = server_error(HttpRequest())
    assert page.status_code == 500
    assert "Hier ging iets mis" in page.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [(bad_request, 400), (forbidden, 403), (not_found, 404), (server_error, 500)],
)
def test_an_error_to_htmx_is_a_sentence_in_its_own_place(
    rf: RequestFactory, view: Callable[..., HttpResponse], status: int
) -> None:
    answer = view(fragment_request(rf))
    assert (answer.status_code, answer["HX-Retarget"]) == (status, "#problem")
    assert answer.content.decode().startswith("<div")


def test_a_stale_token_is_an_ended_session_to_htmx(rf: RequestFactory) -> None:
    assert csrf_failure(fragment_request(rf)).status_code == 401


def test_a_password_is_never_shown_again(rf: RequestFactory) -> None:
    request = rf.post(
        "/", {"password1": "a long enough passphrase", "text": "a line of some length"}
    )
    assert typed_texts(request) == ["a line of some length"]


def test_the_key_of_what_was_chosen_from_a_list_is_nothing_that_was_typed(
    rf: RequestFactory,
) -> None:
    key = "c8e91945-2d1c-44e9-9439-600f7a36d38b"
    request = rf.post("/", {"post": key, "text": f"about {key}"})
    assert typed_texts(request) == [f"about {key}"]


def test_what_was_typed_is_shown_however_short_and_what_was_not_typed_is_not(
    rf: RequestFactory,
) -> None:
    request = rf.post(
        "/",
        {
            "text": ["Akkoord", "nee", " "],
            "on": "2020-11-05",
            "version": "3",
            "version-12": "x",
            "answers": "on",
            "later_1": "2",
            "result": "adopted",
            "mark": "5f0c",
        },
    )
    assert typed_texts(request) == ["Akkoord", "nee", "2020-11-05"]


def fragment_request(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/", headers={"HX-Request": "true"})
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]  # the values of the case are right
    return request
