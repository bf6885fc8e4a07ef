"""One list on Ctrl K that finds and acts; single keys where they are wanted."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.meetings import Planner
from tests.browser.people import AUDITOR, SECRETARY, People
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


PAGES = (
    "/",
    "/acties/",
    "/acties/samen/",
    "/overleg/",
    "/besluiten/",
    "/deadlines/",
    "/dossiers/",
    "{meeting}",
    "{meeting}agenda/",
    "{point}",
)
TEXT = """(one) => [...one.childNodes].filter(
    (part) => part.nodeName !== "KBD" && !part.classList?.contains("count"),
).map((part) => part.textContent).join("")"""
VERBS = "main :is(button, summary, a.button, a.icon-button)"


@pytest.fixture
def walked(page: Page, planner: Planner, asker: Asker) -> dict[str, str]:
    """The addresses of a meeting and of a point of their own."""
    number = asker.add_point()
    page.goto(f"/acties/?q={number}")
    point = page.get_by_role("row").filter(has_text=number).get_by_role("link").first
    return {"meeting": planner.plan(), "point": point.get_attribute("href") or ""}


@pytest.mark.parametrize("path", PAGES)
def test_every_verb_on_the_page_stands_in_it(page: Page, walked: dict[str, str], path: str) -> None:
    page.goto(path.format(**walked))
    page.wait_for_load_state("networkidle")
    seen = [one for one in page.locator(VERBS).all() if one.is_visible() and one.is_enabled()]
    names = {" ".join((one.evaluate(TEXT) or "").split()) for one in seen}
    offered = page.evaluate("window.baken.verbs('').map((verb) => verb.name)")
    assert names - {""} <= set(offered)
    for name in offered:
        assert name in page.evaluate(
            "(words) => window.baken.verbs(words).map((verb) => verb.name)", name
        )


def test_a_verb_of_the_page_stands_first_and_is_done(page: Page, planner: Planner) -> None:
    page.goto(f"{planner.plan('Opening', 'Rondvraag')}agenda/")
    options = ask(page, "notu")
    here = page.get_by_role("group", name="Op deze pagina")
    expect(here.get_by_role("option")).to_contain_text(["Notulisten"])
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Notulisten")


def test_a_form_of_the_page_opens_at_its_first_field(page: Page, walked: dict[str, str]) -> None:
    page.goto(walked["point"])
    ask(page, "overdragen")
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("#hand_over_owner")).to_be_focused()


def test_it_offers_no_deed_that_the_page_does_not(people: People, walked: dict[str, str]) -> None:
    auditor = people.sign_in(AUDITOR, path=walked["point"])
    offered = auditor.evaluate("window.baken.verbs('').map((verb) => verb.name)")
    assert {"Verplaatsen", "Overdragen", "Splitsen", "Vervallen"} & set(offered) == set()
