"""Papers over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coordination.papers.models import Paper
from coordination.people.models import User
from tests.cast import Cast
from tests.coordination.papers.files import upload
from tests.coordination.papers.test_services import storage, supply

SignIn = Callable[[User], Client]
BASE = "/api/v1/papers"
__all__ = ["storage"]


def sent(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "dossier": cast.dossier.pk,
        "kind": "advice",
        "title": "Advies",
        "supplied_by": cast.vws.pk,
        "upload": upload(),
        **more,
    }


def test_supplying_replacing_removing_restoring(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.vws_officer)
    answer = client.post(BASE, sent(cast))
    assert (answer.status_code, answer.json()["versions"][0]["number"]) == (201, 1)
    paper = f"{BASE}/{answer.json()['id']}"
    second = client.post(f"{paper}/versions", {"upload": upload("b.txt", b"b"), "final": True})
    assert (second.status_code, second.json()["number"]) == (201, 2)
    assert client.delete(paper).status_code == 204
    assert client.get(BASE).json()["count"] == 0
    assert client.post(f"{paper}/restore").status_code == 200
    assert client.get(BASE).json()["count"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"kind": "memo"},
        {"dossier": "x"},
        {"upload": upload("a.exe", b"MZ")},
        {"upload": upload("a.pdf", b"")},
        {"classification": 1},
    ],
)
def test_a_wrong_paper_is_a_problem(cast: Cast, sign_in: SignIn, wrong: dict[str, Any]) -> None:
    answer = sign_in(cast.vws_officer).post(BASE, sent(cast) | wrong)
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"
    assert Paper.objects.count() == 0


def test_what_is_too_large_is_a_problem_before_it_is_read(
    cast: Cast, sign_in: SignIn, settings: Any
) -> None:
    settings.PAPER_MAX_BYTES = 1000
    big = sent(cast, upload=upload("a.txt", b"x" * 100_000))
    answer = sign_in(cast.vws_officer).post(BASE, big)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_an_unseen_dossier_takes_nothing(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.vws_officer).post(BASE, sent(cast, dossier=cast.secret_dossier.pk))
    assert (answer.status_code, Paper.objects.count()) == (400, 0)


def test_a_version_names_where_its_bytes_are(cast: Cast, sign_in: SignIn) -> None:
    version = supply(cast, cast.vws_officer).versions.get()
    found = sign_in(cast.stranger).get(f"/api/v1/paper-versions/{version.pk}").json()
    assert (found["url"], found["sha256"]) == (version.get_absolute_url(), version.sha256)
