"""Every page that can be reached: it works, fits, speaks one language, and axe has no complaint.

On a site of its own, so that every run walks the same pages.
"""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.conftest import started_site
from tests.browser.looks import look_over_twice
from tests.browser.people import (
    ADMINISTRATOR,
    AUDITOR,
    COORDINATOR,
    DUTY_OFFICER,
    LEAD,
    PARTNER,
    PHONE,
    SECRETARY,
    People,
)
from tests.browser.site import Site
from tests.browser.walk import Stop, walk
from tests.browser.words import strangers

OTHER_ADMINISTRATOR = "beheerder.twee"
# where only administrators come
MANAGEMENT = ("/beheer/gebruikers/", "/post/bediening/")
SHARES = 6
"""Pages are looked at in so many tests, which workers take from each other."""


@pytest.fixture(scope="module")
def untouched() -> Iterator[Site]:
    """The example with its mail, and nothing else."""
    with started_site("untouched", mails=False) as site:
        site.manage("deliver_mail")
        yield site


@pytest.fixture
def people(untouched: Site, chromium: Browser) -> Iterator[People]:
    people = People(untouched, chromium)
    yield people
    assert people.leave() == []


@pytest.fixture(scope="module")
def reached(untouched: Site, chromium: Browser) -> list[tuple[str, Stop]]:
    """One page of each kind and who opens it: the secretary, where she comes there."""
    people = People(untouched, chromium)
    found: dict[str, tuple[str, Stop]] = {}
    for who, starts in ((SECRETARY, ["/", "/stijl/"]), (COORDINATOR, ["/"])):
        for stop in walk(people.sign_in(who).request, starts):
            found.setdefault(stop.kind, (who, stop))
    assert people.leave() == []
    return list(found.values())


@pytest.mark.parametrize("share", range(SHARES))
def test_dutch_pages_fit_and_are_accessible_in_both_sizes_and_schemes(
    people: People, reached: list[tuple[str, Stop]], share: int
) -> None:
    pages = {who: people.sign_in(who) for who in (SECRETARY, COORDINATOR)}
    own = [one for one in reached if crc32(one[1].kind.encode()) % SHARES == share]
    assert "\n".join(fault for who, stop in own for fault in look_over(pages[who], stop)) == ""
    assert len(own) > 25


def test_dutch_pages_of_management_fit_and_are_accessible(people: People) -> None:
    page = people.sign_in(ADMINISTRATOR)
    stops = walk(page.request, list(MANAGEMENT))
    own = [stop for stop in stops if stop.path.startswith(MANAGEMENT)]
    assert "\n".join(fault for stop in own for fault in look_over(page, stop)) == ""


@pytest.mark.parametrize("who", [LEAD, DUTY_OFFICER, PARTNER, AUDITOR, ADMINISTRATOR])
def test_every_link_leads_somewhere_for_who_is_shown_it(people: People, who: str) -> None:
    starts = ["/", *MANAGEMENT] if who == ADMINISTRATOR else ["/"]
    assert len(walk(people.sign_in(who).request, starts, each=2)) > 25


@pytest.mark.parametrize("who", [COORDINATOR, OTHER_ADMINISTRATOR])
def test_english_pages_hold_no_dutch(people: People, who: str) -> None:
    page = people.sign_in_apart(who)
    speak(page, "en")
    pages = walk(page.request, ["/"] if who == COORDINATOR else list(MANAGEMENT))
    faults = [
        f"{stop.kind} says {text!r}"
        for stop, html in pages.items()
        for text in strangers(page, "en", html)
    ]
    speak(page, "nl")
    assert "\n".join(faults) == ""


def speak(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def look_over(page: Page, stop: Stop) -> list[str]:
    page.goto(stop.path)
    return [f"{stop.kind}: {fault}" for fault in look_over_twice(page)]


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_a_page_is_accessible(
    people: People, options: dict[str, Any], scheme: str
) -> None:
    page = people.sign_in(SECRETARY, color_scheme=scheme, **options)
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    faults = axe.violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    page.get_by_role("main").focus()
    page.keyboard.press("?")
    expect(page.locator("#shortcut-help")).to_be_visible()
    faults += axe.violations(page)
    page.keyboard.press("Escape")
    page.locator(".topbar details[data-menu] summary").last.click()
    faults += axe.violations(page)
    page.keyboard.press("Escape")
    if options:
        page.locator(".tabbar [href='#menu']").click()
        faults += axe.violations(page)
    assert faults == []
