"""Every page that can be reached: it works, fits, speaks one language, and axe has no complaint."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import axe
from tests.browser.people import ADMINISTRATOR, COORDINATOR, PHONE, SECRETARY, People
from tests.browser.walk import Stop, add_new, paths_on
from tests.browser.words import strangers

OTHER_ADMINISTRATOR = "beheerder.twee"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
NARROWEST: ViewportSize = {"width": 320, "height": 844}
# where only administrators come
MANAGEMENT = ("/beheer/gebruikers/", "/post/bediening/")
SHARES = 2
"""As many as a run has workers; each walks the whole site and looks at its part."""


@pytest.mark.parametrize("share", range(SHARES))
def test_dutch_pages_fit_and_are_accessible_in_both_sizes_and_both_schemes(
    people: People, share: int
) -> None:
    page = people.sign_in(SECRETARY)
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if crc32(stop.kind.encode()) % SHARES == share:
            faults.extend(look_over(page, stop))

    walked = walk(page, ["/", "/stijl/"], look)
    assert "\n".join(faults) == ""
    assert len(walked) > 25


def test_dutch_pages_of_management_fit_and_are_accessible(people: People) -> None:
    page = people.sign_in(ADMINISTRATOR)
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if stop.path.startswith(MANAGEMENT):
            faults.extend(look_over(page, stop))

    walk(page, list(MANAGEMENT), look)
    assert "\n".join(faults) == ""


@pytest.mark.parametrize("who", [COORDINATOR, OTHER_ADMINISTRATOR])
def test_english_pages_hold_no_dutch(people: People, who: str) -> None:
    page = people.sign_in_apart(who)
    page.locator("button[name=language][value=en]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    faults: list[str] = []
    starts = ["/"] if who == COORDINATOR else list(MANAGEMENT)
    walk(page, starts, lambda stop: faults.extend(said_wrong(page, stop, "en")))
    assert "\n".join(faults) == ""


def walk(page: Page, starts: list[str], look: Callable[[Stop], None]) -> list[Stop]:
    """Visit one page of each kind, from the starts on, and look at each."""
    found: list[Stop] = []
    seen: set[str] = set()
    add_new(found, seen, starts)
    for stop in found:
        answer = page.goto(stop.path)
        assert answer is not None
        # a link from the mail leads to a page that says so once its point is done
        expected = {200, 410} if stop.kind == "/post/antwoord/*/" else {200}
        assert answer.status in expected, stop.kind
        look(stop)
        add_new(found, seen, paths_on(page))
    return found


def look_over(page: Page, stop: Stop) -> list[str]:
    faults = said_wrong(page, stop, "nl")
    faults += [f"{stop.kind}: {fault}" for fault in axe.violations(page)]
    page.emulate_media(color_scheme="dark")
    faults += [f"{stop.kind}, dark: {fault}" for fault in axe.violations(page, axe.CONTRAST)]
    page.set_viewport_size(NARROW)
    faults += [f"{stop.kind}, small, dark: {fault}" for fault in axe.violations(page, axe.CONTRAST)]
    page.emulate_media(color_scheme="light")
    faults += [f"{stop.kind}, small: {fault}" for fault in axe.violations(page)]
    faults += too_wide(page, stop)
    page.set_viewport_size(NARROWEST)
    faults += too_wide(page, stop)
    page.set_viewport_size(WIDE)
    return faults


def too_wide(page: Page, stop: Stop) -> list[str]:
    over = page.evaluate(OVERFLOW)
    return [f"{stop.kind}: {over} px too wide at {page.viewport_size}"] if over > 0 else []


def said_wrong(page: Page, stop: Stop, language: str) -> list[str]:
    return [f"{stop.kind} says {text!r}" for text in strangers(page, language)]


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
