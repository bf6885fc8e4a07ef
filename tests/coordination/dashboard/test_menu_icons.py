"""The drawings of the navigation are fetched once."""

import re
from collections.abc import Callable

from django.test import Client

from coordination.people.models import User
from tests.cast import Cast


def test_every_drawing_that_the_menu_uses_stands_in_the_sheet(
    cast: Cast, sign_in: Callable[[User], Client], client: Client
) -> None:
    page = sign_in(cast.secretary).get("/").content.decode()
    used = set(re.findall(r'<use href="/menu\.svg#([a-z0-9-]+)"', page))
    sheet = client.get("/menu.svg")
    assert sheet["Content-Type"] == "image/svg+xml"
    assert "max-age=86400" in sheet["Cache-Control"]
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sheet.content.decode()))
    assert used
    assert used <= drawn
