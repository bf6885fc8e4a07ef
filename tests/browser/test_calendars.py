"""The page of one's own calendar, on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.looks import look_over
from tests.browser.people import PHONE, SECRETARY, People


def test_a_calendar_is_let_to_read_along_on_a_phone(people: People) -> None:
    page = people.sign_in(SECRETARY, path="/instellingen/agenda/", **PHONE)
    page.get_by_label("Waar is hij voor?").fill("telefoon")
    page.get_by_role("button", name="Maak een adres").tap()
    address = page.locator("pre").first.inner_text()
    expect(page.locator("pre").last).to_have_text(re.compile("^webcal://"))
    assert look_over(page) == []
    fed = people.open().request.get(address)
    assert (fed.status, fed.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "BEGIN:VEVENT" in fed.text()
