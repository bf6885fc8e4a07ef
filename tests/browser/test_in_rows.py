"""Deadlines and decisions changed in their lists: keys, undo, a phone, and without script."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.people import COORDINATOR, PHONE, SECRETARY, People

_numbers = count(1)
DUE, REGISTER = "/termijnen/", "/besluiten/"


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


@pytest.fixture
def deadline(people: People) -> str:
    """What a new deadline of VWS is called; it is due first of all."""
    what = f"Nota {next(_numbers)}"
    facts = {
        "what": what,
        "due_at": in_days(-300).isoformat(),
        "dossier": people.site.dossier,
        "organisation": people.site.organisation("VWS"),
    }
    people.send(COORDINATOR, "deadlines", facts)
    return what


@pytest.fixture
def decision(people: People) -> str:
    """The number of a new decision of the working group, recorded outside a meeting."""
    said = {
        "body": people.site.body,
        "taken_on": in_days(0).date().isoformat(),
        "dossier": people.site.dossier,
        "text": f"Afgesproken {next(_numbers)}",
    }
    return str(people.send(SECRETARY, "decisions", said)["number"])


def row_of(page: Page, said: str) -> Locator:
    return page.locator("tr[data-row]").filter(has=page.get_by_text(said, exact=True))


def opened(page: Page, said: str, first: str) -> Locator:
    row_of(page, said).locator("[data-row-edit]").click()
    editor = page.locator(".row-editor")
    expect(editor.get_by_label(first)).to_be_focused()
    return editor


def test_a_deadline_is_moved_with_enter_and_the_toast_takes_it_back(
    people: People, deadline: str
) -> None:
    page = people.sign_in(COORDINATOR, path=DUE)
    before = row_of(page, deadline).text_content()
    editor = opened(page, deadline, "Termijn")
    assert axe.violations(page) == []
    editor.get_by_label("Termijn").fill(f"{in_days(3):%d-%m-%Y} 16:00")
    editor.get_by_label("Actiehouder").fill("@SZW")
    page.keyboard.press("Enter")
    expect(row_of(page, deadline)).to_contain_text("16.00")
    expect(row_of(page, deadline)).to_contain_text("SZW")
    expect(page.locator(".row-editor")).to_have_count(0)
    expect(page.locator("tr[data-row]:focus")).to_have_count(1)
    page.locator("[data-toast]").get_by_role("button").first.click()
    expect(row_of(page, deadline)).not_to_contain_text("SZW")
    page.goto(DUE)
    expect(row_of(page, deadline)).to_have_text(before or "")


def test_a_refusal_stays_in_the_row_and_escape_leaves_it(people: People, deadline: str) -> None:
    page = people.sign_in(COORDINATOR, path=DUE)
    editor = opened(page, deadline, "Termijn")
    editor.get_by_label("Termijn").fill("blauw")
    page.keyboard.press("Enter")
    expect(editor).to_contain_text("geen datum")
    expect(editor.get_by_label("Termijn")).to_have_value("blauw")
    page.keyboard.press("Escape")
    expect(page.locator(".row-editor")).to_have_count(0)
    expect(row_of(page, deadline)).to_be_visible()


def test_e_opens_a_decision_and_its_review_is_set(people: People, decision: str) -> None:
    page = people.sign_in(SECRETARY, path=f"{REGISTER}?q={decision}")
    row_of(page, decision).focus()
    page.keyboard.press("e")
    editor = page.locator(".row-editor")
    expect(editor.get_by_label("Herzien op")).to_be_focused()
    assert axe.violations(page) == []
    editor.get_by_label("Herzien op").fill(f"{in_days(30):%Y-%m-%d}")
    page.keyboard.press("Enter")
    review = row_of(page, decision).get_by_role("cell").nth(4)
    expect(review).to_contain_text(str(in_days(30).year))
    page.locator("[data-toast]").get_by_role("button").first.click()
    expect(review).to_have_text("")


@pytest.mark.parametrize("list_of", [DUE, REGISTER])
def test_on_a_phone_the_editor_fits(
    people: People, deadline: str, decision: str, list_of: str
) -> None:
    page = people.sign_in(SECRETARY if list_of == REGISTER else COORDINATOR, path=list_of, **PHONE)
    row_of(page, decision if list_of == REGISTER else deadline).locator("[data-row-edit]").tap()
    expect(page.locator(".row-editor")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.violations(page) == []


def test_without_script_they_are_pages_with_the_same_form(
    people: People, deadline: str, decision: str
) -> None:
    page = people.sign_in(COORDINATOR, path=DUE, java_script_enabled=False)
    row_of(page, deadline).locator("[data-row-edit]").click()
    page.get_by_label("Termijn").fill("blauw")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_label("Termijn")).to_have_value("blauw")
    page.get_by_label("Termijn").fill(f"{in_days(3):%d-%m-%Y} 16:00")
    page.get_by_role("button", name="Opslaan").click()
    expect(row_of(page, deadline)).to_contain_text("16.00")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row_of(page, deadline)).not_to_contain_text("16.00")
    page = people.sign_in(SECRETARY, path=f"{REGISTER}?q={decision}", java_script_enabled=False)
    row_of(page, decision).locator("[data-row-edit]").click()
    page.get_by_label("Herzien op").fill(f"{in_days(30):%Y-%m-%d}")
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("dl.meta")).not_to_contain_text("Herzien op")
