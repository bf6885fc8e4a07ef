"""What somebody else sees is the same to the byte with and without a dossier that is not hers."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Classification, Dossier
from coordination.dossiers.services import open_dossier
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.coordination.search.test_fulltext import row_of
from tests.coordination.search.test_views import masked

ADDRESSES = [
    "/",
    reverse("dossiers:list"),
    f"{reverse('dossiers:list')}?q=zegel&stand=all",
    f"{reverse('dossiers:list')}?q=2020-0003&stand=all",
    f"{reverse('search:index')}?q=zegel",
    f"{reverse('search:index')}?q=2020-0003",
    f"{reverse('search:palette')}?q=zegel",
    f"{reverse('search:palette')}?q=2020-0003",
    reverse("dossiers:record"),
]


def crawl(client: Client, secret: str) -> dict[str, tuple[int, str]]:
    seen = {}
    for address in [*ADDRESSES, secret, f"{secret}deelnemers/", f"{secret}logboek/"]:
        answer = client.get(address)
        seen[address] = (answer.status_code, masked(answer.content.decode()))
    return seen


def test_a_stranger_sees_no_difference(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    pk = Dossier(year=1, serial=1).pk
    client, secret = sign_in(cast.stranger), reverse("dossiers:detail", args=[pk])
    before = crawl(client, secret)
    level = Classification.DEPARTMENTAL
    opened = open_dossier(title="Zegel", owner=cast.jenv, by=None, at=MONDAY, classification=level)
    row_of(opened, "Zegelring", "zegel")
    hidden = reverse("dossiers:detail", args=[opened.pk])
    after = crawl(client, hidden)
    assert list(after.values()) == [
        (status, body.replace(secret, hidden)) for status, body in before.values()
    ]
