"""What is late, silent or with nobody comes first; dossiers of regions are counted in one line."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.services import close_dossier, open_dossier
from coordination.people.models import User
from tests.cast import Cast
from workgroups.overview.queries import (
    Counts,
    Reason,
    Wanted,
    count,
    issues_of,
    list_issues,
)

pytestmark = pytest.mark.usefixtures("on_monday")

SignIn = Callable[[User], Client]
AddPoint = Callable[..., Any]
MONTH = timedelta(weeks=4)


@pytest.fixture
def issues(cast: Cast, add_point: AddPoint, now: datetime) -> dict[str, Dossier]:
    """One that nobody has primacy in and is late besides, one on course, one closed, one region."""
    deed: dict[str, Any] = {"owner": cast.szw, "by": cast.coordinator}
    late = open_dossier(title="Te laat", at=now, **deed)
    calm = open_dossier(title="Rustig", primacy=cast.szw, at=now, **deed)
    done = open_dossier(title="Gedaan", at=now, **deed)
    region = open_dossier(title="Regio Zeeland", kind=DossierKind.REGION, at=now, **deed)
    for owner in (cast.szw, cast.vws):
        add_point(owner, now.date() - timedelta(days=1), late, by=cast.coordinator)
    add_point(cast.szw, now.date() - timedelta(days=1), region, by=cast.coordinator)
    close_dossier(dossier=done, by=cast.coordinator, at=now)
    return {"late": late, "calm": calm, "done": done, "region": region}


def titles(user: User, at: datetime, **wanted: Any) -> list[str]:
    moment: dict[str, Any] = {"now": at, "today": at.date()}
    found = list_issues(user, Wanted(**wanted), **moment).rows
    return [one.dossier.title for one in issues_of(found, user, **moment)]


def test_what_most_attention_is_asked_for_comes_first(
    cast: Cast, issues: dict[str, Dossier], now: datetime, sign_in: SignIn
) -> None:
    assert titles(cast.coordinator, now) == ["Te laat", "Kwetsbare groepen", "Rustig"]
    client = sign_in(cast.coordinator)
    rows = client.get("/api/v1/overview").json()["results"]
    assert [(row["title"], row["attention"]) for row in rows] == [
        ("Te laat", ["late", "nobody"]),
        ("Kwetsbare groepen", ["nobody"]),
        ("Rustig", []),
    ]
    Dossier.objects.filter(pk=issues["late"].pk).update(primacy=cast.szw, kind="cycle", year=2019)
    assert titles(cast.coordinator, now) == ["Te laat", "Kwetsbare groepen", "Rustig"]
    page = client.get(reverse("overview:overview")).content.decode()
    heads = ("Vraagt aandacht", "Te laat", "Kwetsbare groepen", "De overige", "Rustig")
    places = [page.index(f">{head}<") for head in heads]
    assert places == sorted(places)
    page = client.get(f"{reverse('overview:overview')}?sorteer=title").content.decode()
    assert "De overige" not in page


@pytest.mark.parametrize("after", [timedelta(0), MONTH - timedelta(seconds=1), MONTH])
def test_a_reason_is_counted_of_the_rows_that_show_it(
    cast: Cast, issues: dict[str, Dossier], now: datetime, after: timedelta
) -> None:
    at = now + after
    moment: dict[str, Any] = {"now": at, "today": at.date()}
    for user in (cast.coordinator, cast.stranger, cast.partner):
        wanted = Wanted(state="all", kind="all")
        found = list_issues(user, wanted, **moment).all
        shown = issues_of(found, user, **moment)
        said = Counter(reason for one in shown for reason in one.attention)
        assert count(found, user) == Counts(len(shown), said)


def test_silence_asks_for_attention_after_four_weeks_and_the_longest_comes_first(
    cast: Cast, issues: dict[str, Dossier], now: datetime
) -> None:
    at = now + MONTH
    assert titles(cast.coordinator, at, weeks=4) == titles(cast.coordinator, at)
    moment: dict[str, Any] = {"now": at, "today": at.date()}
    found = list_issues(cast.coordinator, Wanted(), **moment).rows
    assert count(found, cast.coordinator).reasons[Reason.SILENT] == len(found) == 3


def test_regions_stand_apart_in_one_line_until_they_are_asked_for(
    cast: Cast, issues: dict[str, Dossier], now: datetime, sign_in: SignIn
) -> None:
    assert "Regio Zeeland" not in titles(cast.coordinator, now)
    for wanted in ({"kind": "all"}, {"kind": "region"}, {"text": "zeeland"}):
        assert "Regio Zeeland" in titles(cast.coordinator, now, **wanted)
    client = sign_in(cast.coordinator)
    page = client.get(reverse("overview:overview")).content.decode()
    assert '<a href="?soort=region">1 dossier van een regio</a>' in page
    assert '<a href="?soort=region&amp;telaat=1">1 met punten te laat</a>' in page
    assert '<a href="?primaat=-">2 primaat bij niemand</a>' in page
    page = client.get(f"{reverse('overview:overview')}?soort=all").content.decode()
    assert ("Regio Zeeland" in page, "van een regio" in page) == (True, False)
    answer = client.get(reverse("overview:xlsx"))
    rows = list(load_workbook(BytesIO(answer.content)).active.values)  # type: ignore[union-attr]  # a book of one sheet
    last = ("1 dossier van een regio", "1 met punten te laat, 1 primaat bij niemand")
    assert [(row[1], row[15]) for row in rows[1:]][-1] == last
    assert [row[1] for row in rows[1:-1]] == titles(cast.coordinator, now)


def test_the_api_counts_regions_and_only_what_she_may_see(
    cast: Cast, issues: dict[str, Dossier], sign_in: SignIn
) -> None:
    def told(user: User) -> list[tuple[Any, ...]]:
        rows = sign_in(user).get("/api/v1/overview/per-kind").json()["results"]
        keys = ("kind", "dossiers", "late", "silent", "nobody")
        return [tuple(row[key] for key in keys) for row in rows]

    assert told(cast.coordinator) == [("region", 1, 1, 0, 1), ("theme", 3, 1, 0, 2)]
    Dossier.objects.filter(pk=issues["late"].pk).update(restricted=True)
    assert told(cast.stranger) == [("region", 1, 1, 0, 1), ("theme", 2, 0, 0, 1)]
    assert told(cast.partner) == []
