import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils import translation

from coordination.kit.views import server_error
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
