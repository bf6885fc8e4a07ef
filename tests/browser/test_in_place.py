"""A row of the points changed in place: keys, the second one, undo, and without script."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.looks import too_wide
from tests.browser.people import LEAD, PHONE, SECRETARY, People
from tests.browser.points import Asker, row_of


@pytest.fixture
def number(asker: Asker) -> str:
    return asker.add_point()


@pytest.fixture
def page(number: str, people: People) -> Page:
    return people.sign_in(LEAD, path="/acties/")


def opened(page: Page, number: str) -> Locator:
    """The editor in the place of the row."""
    row_of(page, number).locator("td:last-child a").click()
    editor = page.locator(".row-editor")
    expect(editor.get_by_label("Termijn")).to_be_focused()
    return editor


def test_enter_saves_and_the_toast_undoes_both(page: Page, number: str) -> None:
    before = row_of(page, number).text_content()
    editor = opened(page, number)
    assert axe.violations(page) == []
    page.keyboard.press("Control+a")
    page.keyboard.type("over drie weken")
    editor.get_by_label("Actiehouder").fill("@SZW")
    editor.get_by_label("Waarom").fill("Past daar beter")
    page.keyboard.press("Enter")
    expect(row_of(page, number)).to_contain_text("SZW")
    expect(page.locator(".row-editor")).to_have_count(0)
    page.locator("[data-toast]").get_by_role("button").first.click()
    expect(row_of(page, number)).not_to_contain_text("SZW")
    page.goto("/acties/")
    expect(row_of(page, number)).to_have_text(before or "")


def test_escape_leaves_it_and_the_focus_stays_in_the_list(page: Page, number: str) -> None:
    before = row_of(page, number).text_content()
    opened(page, number)
    page.keyboard.type(" weg")
    page.keyboard.press("Escape")
    expect(page.locator(".row-editor")).to_have_count(0)
    assert row_of(page, number).text_content() == before
    expect(page.locator("[data-rows] :focus")).to_have_count(1)


def test_e_on_a_row_opens_it(page: Page, number: str) -> None:
    row = row_of(page, number)
    row.evaluate("(row) => { row.tabIndex = -1; row.focus(); }")
    page.keyboard.press("e")
    expect(page.locator(".row-editor").get_by_label("Termijn")).to_be_focused()


def test_a_refusal_keeps_what_was_typed_and_says_where(page: Page, number: str) -> None:
    editor = opened(page, number)
    editor.get_by_label("Termijn").fill("blauw")
    editor.get_by_label("Waarom").fill("Zomaar")
    page.keyboard.press("Enter")
    expect(editor).to_contain_text("geen datum")
    expect(editor.get_by_label("Termijn")).to_have_value("blauw")
    expect(editor.get_by_label("Waarom")).to_have_value("Zomaar")


def test_the_second_of_two_is_told_and_loses_nothing(
    people: People, page: Page, number: str
) -> None:
    other = people.sign_in(SECRETARY, path="/acties/")
    hers, his = opened(other, number), opened(page, number)
    hers.get_by_label("Actiehouder").fill("@SZW")
    hers.get_by_label("Waarom").fill("Past daar")
    other.keyboard.press("Enter")
    expect(row_of(other, number)).to_contain_text("SZW")
    his.get_by_label("Termijn").fill("over drie weken")
    his.get_by_label("Waarom").fill("Later")
    page.keyboard.press("Enter")
    expect(his).to_contain_text("Iemand anders heeft dit actiepunt gewijzigd")
    expect(his.get_by_label("Termijn")).to_have_value("over drie weken")
    expect(his.get_by_label("Actiehouder")).to_have_value("@SZW")
    # which scrolls the page, and axe wants it at rest
    expect(his.get_by_label("Termijn")).to_be_focused()
    assert axe.violations(page) == []
    his.get_by_role("button", name="Opslaan").click()
    expect(row_of(page, number)).to_contain_text("SZW")
    expect(row_of(page, number)).to_contain_text("over 3 weken")


def test_a_tick_elsewhere_in_the_list_still_goes_by_itself(
    page: Page, number: str, asker: Asker
) -> None:
    another = asker.add_point()
    page.reload()
    opened(page, number)
    row_of(page, another).get_by_role("button").click()
    expect(page.locator("[data-toast]")).to_contain_text(another)
    expect(page.locator(".row-editor")).to_be_visible()


def test_on_a_phone_it_fits(people: People, number: str) -> None:
    page = people.sign_in(LEAD, path="/acties/", **PHONE)
    opened(page, number)
    assert too_wide(page) == []


def test_without_script_it_is_a_page_with_the_same_form(people: People, number: str) -> None:
    page = people.sign_in(LEAD, path="/acties/", java_script_enabled=False)
    row_of(page, number).locator("td:last-child a").click()
    page.get_by_label("Termijn").fill("over drie weken")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_label("Termijn")).to_have_value("over drie weken")
    page.get_by_label("Waarom").fill("Later")
    page.get_by_role("button", name="Opslaan").click()
    expect(row_of(page, number)).to_contain_text("over 3 weken")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row_of(page, number)).not_to_contain_text("over 3 weken")
