"""The evening before: the sheet, the page of a code and the lines to copy, on a phone."""

from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.meetings import Planner
from tests.browser.people import PHONE, SECRETARY, People

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_sheet_and_code_fit_a_phone_and_lines_are_copied(people: People, planner: Planner) -> None:
    path = planner.plan("Opvang", subject="Op een telefoon")
    page = people.sign_in(SECRETARY, path=f"{path}spoorboekje/", **PHONE)
    for address in (f"{path}spoorboekje/", "/c/"):
        page.goto(address)
        assert page.evaluate(OVERFLOW) <= 0
    page.goto(path)
    page.get_by_role("button", name="Voor chat en mail").click()
    expect(page.get_by_label("Selecteer deze regels")).to_contain_text("MLT3")
    assert page.evaluate(OVERFLOW) <= 0
    assert axe.violations(page) == []
