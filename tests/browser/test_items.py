"""What an item asked for gets its result in one key."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.meetings import Planner
from tests.browser.people import SECRETARY, People

ASKED = "Instemmen met de verdeling van het werk."


@pytest.fixture
def page(people: People, planner: Planner) -> Page:
    page = people.sign_in(SECRETARY, path=planner.plan("Verdeling", requested_decision=ASKED))
    page.locator("[data-item]").last.focus()
    return page


@pytest.mark.parametrize(
    ("key", "word"),
    [("c", "conform"), ("g", "gewijzigd"), ("a", "aangehouden"), ("n", "ter kennisgeving"),
     ("t", "teruggenomen")],
)  # fmt: skip
def test_one_key_gives_the_result(page: Page, key: str, word: str) -> None:
    page.keyboard.press(key)
    item = page.locator("[data-item]").last
    expect(item.locator(".agenda-item-head .status")).to_contain_text(word)
    expect(item.locator("[data-line]")).to_contain_text("verdeling van het werk")


def test_another_key_changes_it_and_it_can_be_taken_back(page: Page) -> None:
    item = page.locator("[data-item]").last
    page.keyboard.press("c")
    expect(item.locator(".agenda-item-head .status")).to_contain_text("conform")
    page.keyboard.press("a")
    expect(item.locator(".agenda-item-head .status")).to_contain_text("aangehouden")
    expect(item.locator("[data-line]")).to_have_count(1)
    item.get_by_role("button", name="terugnemen").click()
    expect(item.locator(".agenda-item-head .status")).to_have_count(0)


def test_referring_asks_to_which_body(page: Page) -> None:
    page.keyboard.press("d")
    expect(page.locator("[name=referred_to]")).to_be_visible()
    acc = page.locator("[name=referred_to] option").filter(has_text="ACC").first
    page.locator("[name=referred_to]").select_option(acc.get_attribute("value"))
    page.get_by_role("main").locator(".button--primary").click()
    expect(page.locator("[data-item]").last.locator(".status")).to_contain_text("ACC")
