from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from coordination.dashboard.registries import Panel, Slot, panels
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


def test_a_stranger_is_sent_to_the_login(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/account/")


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        panels.add(panels.names()[0], panels[panels.names()[0]])
