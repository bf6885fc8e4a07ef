"""One list on Ctrl K that finds and acts; single keys where they are wanted."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.meetings import Planner
from tests.browser.people import SECRETARY, People
from tests.browser.points import Asker


@pytest.fixture
def page(people: People) -> Page:
    return people.sign_in(SECRETARY)


def ask(page: Page, words: str) -> Locator:
    """Open it, type, and hand back what it offers."""
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    with page.expect_response(
        re.compile(r"/zoeken/palet/\?q=" + re.escape(words[:3]), re.IGNORECASE)
    ):
        page.keyboard.type(words)
    return page.locator("#palette [role=option]")


def test_it_finds_a_meeting(page: Page, planner: Planner) -> None:
    planner.plan(subject="Paletproef")
    options = ask(page, "paletproef")
    expect(options.filter(has_text="Paletproef").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paletproef")


def test_it_finds_a_point_by_its_number(page: Page, asker: Asker) -> None:
    number = asker.add_point()
    options = ask(page, number)
    expect(options.filter(has_text=number).first).to_be_visible()


def test_it_finds_a_person(page: Page) -> None:
    options = ask(page, "teamtrekker")
    expect(options.filter(has_text="Teamtrekker MLT3").first).to_be_visible()


def test_enter_waits_for_the_answer_to_what_was_typed(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()
    page.keyboard.type("overleg plannen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overleg plannen")


def test_escape_gives_the_focus_back(page: Page) -> None:
    link = page.get_by_role("link", name="Overleggen").first
    link.focus()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    help_ = page.locator("#shortcut-help")
    expect(help_).to_be_visible()
    expect(help_.locator("li").first).to_contain_text("Ctrl K")
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
