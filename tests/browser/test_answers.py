"""An answer from the mail, on a phone, by somebody who is not signed in."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.looks import look_over
from tests.browser.meetings import Planner, lines, quick_add
from tests.browser.people import PHONE, SECRETARY, People

LINK = re.compile(r"(\w[\w ]*): (http\S+/post/antwoord/\S+)")
MAILED = """SELECT body FROM mail_message WHERE kind = 'meetings.report' AND status = 'sent'
            AND body LIKE '%/post/antwoord/%' AND body LIKE ?"""


@pytest.fixture
def links(people: People, planner: Planner) -> dict[str, str]:
    """The links of one point by their word, as they stand in the mail."""
    text = f"Sheet {time.monotonic_ns()} nalopen"
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).fill(f"{text} @VWS over twee weken")
    quick_add(page).press("Enter")
    expect(page.locator("[data-line]")).to_have_count(1)
    assert text in lines(page)[0]
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.get_by_text("Vaststellen…")).to_be_visible()
    people.site.deliver_waiting_mail()
    return links_of(people, text)


def links_of(people: People, text: str) -> dict[str, str]:
    """From the mail to who owns the point: others are told of it without its links."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for (body,) in people.site.database.rows(MAILED, f"%{text}%"):
            if links := dict(LINK.findall(body.partition(text)[2].partition("\n- ")[0])):
                return links
        time.sleep(0.2)
    raise AssertionError(f"no mail with links about {text}")


def test_done_from_the_mail_on_a_phone(people: People, links: dict[str, str]) -> None:
    page = people.open(**PHONE)
    page.goto(links["Klaar"])
    expect(page.get_by_role("heading", level=1)).to_have_text("Is dit gereed?")
    assert look_over(page) == []
    page.get_by_role("button", name="Klaar").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")
    assert look_over(page) == []
    page.goto(links["Klaar"])
    expect(page.get_by_text("al gebruikt")).to_be_visible()
    assert look_over(page) == []


def test_later_and_not_mine_ask_on_a_phone(people: People, links: dict[str, str]) -> None:
    page = people.open(**PHONE)
    page.goto(links["Niet van mij"])
    page.get_by_label("Van wie is het?").fill("@SZW")
    assert look_over(page) == []
    page.goto(links["Later"])
    page.get_by_label("Gereed op").fill("2027-12-31")
    page.get_by_label("Waarom").fill("wacht op cijfers")
    page.get_by_role("button", name="Geef deze dag door").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")
