"""A level between two people and under embargo, and who must decide hears of it by mail.

On a site of its own, for it sets levels and lets the embargo pass.
"""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import started_site
from tests.browser.people import COORDINATOR, OFFICER, PARTNER, People, address_of
from tests.browser.site import Site
from tests.browser.test_levels import SECOND, choose, submit

TEXT = "Oefentekst: Groningen ingeschaald"
SERIOUS = "Zeer ernstig"


@pytest.fixture(scope="module")
def winter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with started_site("embargo") as site:
        yield site


@pytest.fixture
def people(winter: Site, chromium: Browser) -> Iterator[People]:
    people = People(winter, chromium)
    yield people
    assert people.leave() == []


def dossier_of(site: Site, code: str) -> str:
    question = "SELECT dossier_id FROM regions_region WHERE code = ?"
    return str(site.database.value(question, code))


def user(site: Site, who: str) -> str:
    question = "SELECT id FROM people_user WHERE email = ?"
    return str(site.database.value(question, address_of(who)))


def test_a_proposal_reaches_who_holds_the_office_by_mail(winter: Site, people: People) -> None:
    winter.database.execute(
        "UPDATE people_post SET holder_id = ?, held_since = ? WHERE code = 'minister-vws'",
        user(winter, OFFICER), datetime.now(UTC),
    )  # fmt: skip
    page = people.sign_in("beleidsmedewerker.szw", path="/ladder/voorstellen/")
    page.locator("[name=region]").select_option(label="Zeeland")
    page.locator("[name=level]").select_option(label="2 Zorgelijk")
    page.locator("[name=reason]").fill("Oefentekst: stijgt sinds maandag")
    page.locator("[name=why_here]").fill("Oefentekst: raakt drie regio's")
    submit(page)
    expect(page.get_by_role("main")).to_contain_text("Oefentekst: stijgt sinds maandag")
    minister = people.sign_in(OFFICER)
    mailed(minister, "Voorstel voor Zeeland: 2 Zorgelijk").click()
    expect(minister.get_by_role("main")).to_contain_text("Oefentekst: raakt drie regio's")
    other = people.sign_in("beleidsmedewerker.bzk", path="/post/")
    expect(other.get_by_role("main")).not_to_contain_text("Zeeland")


def test_a_lower_level_stays_provisional_until_a_second_person_confirms(people: People) -> None:
    hers = people.sign_in(COORDINATOR, path="/ladder/")
    before = level_in(hers, "Utrecht")
    set_levels(hers, ("VR09",), "1", text="Oefentekst: Utrecht afgeschaald")
    row = hers.locator("tbody tr").filter(has_text="Utrecht")
    expect(row).to_contain_text("wacht op een tweede coördinator")
    expect(row.get_by_role("button", name="Bevestigen")).to_have_count(0)
    hers.get_by_role("button", name="Geïnformeerd").click()
    hers.get_by_role("button", name="Publiceren").click()
    expect(hers.locator(".error-summary")).to_contain_text("Utrecht")
    hers.goto("/ladder/")
    assert level_in(hers, "Utrecht") == before
    second = people.sign_in(SECOND, path="/ladder/afronden/")
    second.get_by_role("button", name="Bevestigen").click()
    expect(second.locator("tbody tr").filter(has_text="Utrecht")).not_to_contain_text("wacht op")
    hers.goto("/ladder/afronden/")
    hers.get_by_role("button", name="Publiceren").click()
    hers.goto("/ladder/")
    assert level_in(hers, "Utrecht") == "1 Waakzaam"


def test_what_is_under_embargo_nobody_outside_sees_until_it_passes(
    winter: Site, people: People
) -> None:
    for dossier in (dossier_of(winter, "VR01"), of_ladder(winter)):
        part = {"dossier": dossier, "user": user(winter, PARTNER), "function": "reader"}
        people.send(COORDINATOR, "dossier-access", part)
    outside = people.sign_in(PARTNER, path="/ladder/")
    assert level_in(outside, "Groningen") != f"4 {SERIOUS}"
    hers = people.sign_in(COORDINATOR)
    ends = datetime.now(UTC) + timedelta(days=1)
    set_levels(hers, ("VR01",), "4", starts=ends + timedelta(hours=1), embargo=ends)
    hers.get_by_role("button", name="Geïnformeerd").click()
    hers.get_by_role("button", name="Publiceren").click()
    expect(hers.get_by_text("Er wacht niets")).to_be_visible()
    assert told(outside, winter) == []
    inside = people.sign_in(COORDINATOR)
    assert "region" in told(inside, winter)
    passes(winter)
    assert told(outside, winter) == ["country", "print", "region", "search", "levels", "decisions"]


def mailed(page: Page, subject: str) -> Locator:
    """Her message in words, which it has as soon as it was mailed."""
    link = page.get_by_role("link", name=subject, exact=True)
    deadline = time.monotonic() + 30
    while not link.count() and time.monotonic() < deadline:
        page.goto("/post/")
    return link


def told(page: Page, site: Site) -> list[str]:
    """Where she finds that Groningen is on the highest level, or by which decision."""
    found = []
    page.goto("/ladder/")
    row = page.locator(".table--regions tbody tr").filter(has_text="Groningen")
    if SERIOUS in row.inner_text():
        found.append("country")
    page.emulate_media(media="print")
    if SERIOUS in row.inner_text():
        found.append("print")
    page.emulate_media(media="screen")
    sheet = page.request.get("/ladder/ladder.pdf")
    assert (sheet.status, sheet.body()[:4]) == (200, b"%PDF")
    region = dossier_of(site, "VR01")
    page.goto(f"/regios/{region}/?meer")
    if SERIOUS in page.get_by_role("main").inner_text():
        found.append("region")
    page.goto("/zoeken/?q=Groningen")
    if SERIOUS in page.get_by_role("main").inner_text():
        found.append("search")
    levels = page.request.get(f"/api/v1/determinations?region={region}").json()["results"]
    if any(one["rank"] == 4 for one in levels):
        found.append("levels")
    if TEXT in page.request.get("/api/v1/decisions").text():
        found.append("decisions")
    return found


def of_ladder(site: Site) -> str:
    question = "SELECT dossier_id FROM ladder_ladder WHERE code = 'oefenladder'"
    return str(site.database.value(question))


def passes(site: Site) -> None:
    """The moment at which the embargo ends and the level is in force has come."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    for column in ("embargo_until", "in_force_at"):
        site.database.execute(
            f"UPDATE ladder_determination SET {column} = ? WHERE embargo_until IS NOT NULL",  # noqa: S608  a name of two
            now,
        )
    site.database.execute(
        "UPDATE decisions_decision SET embargo_until = ? WHERE text = ?", now, TEXT
    )


def set_levels(
    page: Page,
    codes: tuple[str, ...],
    rank: str,
    *,
    text: str = TEXT,
    starts: datetime | None = None,
    embargo: datetime | None = None,
) -> None:
    page.goto("/ladder/vaststellen/")
    choose(page, codes, rank)
    for code in codes:
        page.locator(f"[name=deviation-{code}]").fill("Oefentekst: reden")
    page.locator("[name=text]").fill(text)
    for name, moment in (("in_force_at", starts), ("embargo_until", embargo)):
        if moment is not None:
            page.locator(f"[name={name}]").fill(f"{moment:%Y-%m-%dT%H:%M}")
    submit(page)
    expect(page).to_have_url(re.compile("/ladder/afronden/"))


def level_in(page: Page, region: str) -> str:
    row = page.locator(".table--regions tbody tr").filter(has_text=region)
    text = row.locator(".level").first.inner_text()
    return " ".join(text.split())
