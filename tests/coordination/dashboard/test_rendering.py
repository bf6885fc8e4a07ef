from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.http import HttpRequest
from django.test import Client
from django.utils.safestring import SafeString

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.dashboard.rendering import Card
from coordination.dossiers.models import Dossier
from coordination.people.models import User
from tests.cast import Cast


def broken(request: HttpRequest, subject: Any) -> dict[str, Any]:
    raise RuntimeError("this panel is broken")


@pytest.fixture
def broken_panel() -> Any:
    panels.add("test.broken", Panel("Kapot", Slot.TODAY, "none.html", broken))
    yield
    del panels._items["test.broken"]


def test_a_panel_that_raises_never_takes_the_page_down(
    cast: Cast, sign_in: Callable[[User], Client], broken_panel: None
) -> None:
    answer = sign_in(cast.lead).get("/")
    assert answer.status_code == 200
    assert "kan nu niet worden getoond" in answer.content.decode()


@pytest.fixture
def following_panel() -> Any:
    """A card that follows the page of a dossier; it says the title."""
    template = "coordination/dashboard/_panels.html"

    def context(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        return {"cards": [Card(f"Volgt op {dossier.title}", SafeString())]}

    panels.add("test.follows", Panel("Later", Slot.DOSSIER, template, context, later=True))
    yield
    del panels._items["test.follows"]


def test_what_follows_comes_after_the_page_and_without_a_script_behind_a_link(
    cast: Cast, sign_in: Callable[[User], Client], following_panel: None
) -> None:
    client, address = sign_in(cast.lead), cast.dossier.get_absolute_url()
    said = f"Volgt op {cast.dossier.title}"
    answers = {
        "page": client.get(address),
        "link": client.get(f"{address}?meer"),
        "fragment": client.get(f"{address}?meer", headers={"HX-Request": "true"}),
    }
    texts = {name: answer.content.decode() for name, answer in answers.items()}
    assert {name: said in text for name, text in texts.items()} == {
        "page": False,
        "link": True,
        "fragment": True,
    }
    assert f'href="{address}?meer"' in texts["page"]
    assert {name: "<html" in text for name, text in texts.items()} == {
        "page": True,
        "link": True,
        "fragment": False,
    }


def test_what_follows_is_kept_from_who_may_not_see_the_page(
    cast: Cast, sign_in: Callable[[User], Client], following_panel: None
) -> None:
    answer = sign_in(cast.stranger).get(f"{cast.secret_dossier.get_absolute_url()}?meer")
    assert answer.status_code == 404


def test_a_stranger_is_sent_to_the_login(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/account/")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        panels.add(panels.names()[0], panels[panels.names()[0]])


def test_what_pages_share_holds_nothing_of_who_came_first(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    caches["fragments"].clear()
    sign_in(cast.lead).get("/besluiten/?q=onderons")
    shown = sign_in(cast.stranger).get("/").content.decode()
    _page, _start, model = shown.partition('<template id="toast-template">')
    model = model.partition("</template>")[0]
    assert "data-toast" in model
    assert "csrfmiddlewaretoken" not in model
    assert "onderons" not in shown
