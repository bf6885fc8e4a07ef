"""A request for input, answered from the mail on a phone by a liaison without an account."""

import re
import time

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser import axe
from tests.browser.people import PHONE, SECRETARY, People

LINK = re.compile(r"Reageren zonder aanmelden: (http\S+/post/antwoord/\S+)")
MAILED = """SELECT m.body FROM mail_message m JOIN people_recipient r ON r.id = m.recipient_id
            JOIN people_organisation o ON o.id = r.mailbox_id
            WHERE m.kind = 'contributions.asked' AND m.status = 'sent' AND o.code = ?"""
COUNT = re.compile(r"(\d+) van (\d+) binnen")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PDF, NO_PDF = b"%PDF-1.7\n1 0 obj\n%%EOF", b"MZ geen pdf"


@pytest.fixture
def link(people: People) -> str:
    """As it stands in the mail to OCW, where nobody has an account."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            found = LINK.search(str(people.site.database.value(MAILED, "OCW")))
        except AssertionError:
            time.sleep(0.2)
        else:
            assert found is not None
            return found.group(1)
    raise AssertionError("the request of the example was not mailed to OCW")


def look_over(page: Page) -> list[str]:
    assert page.evaluate(OVERFLOW) <= 0
    return axe.violations(page)


def choose(page: Page, content: bytes) -> None:
    sheet = FilePayload(name="sheet.pdf", mimeType="application/pdf", buffer=content)
    page.get_by_label("Bestand").set_input_files(sheet)


def refuse_what_is_large(page: Page) -> None:
    """As it is for 25 MB, which takes a browser too long to be handed here."""
    file = page.get_by_label("Bestand")
    most = file.get_attribute("data-most")
    file.evaluate("field => { field.dataset.most = 5 }")
    choose(page, PDF)
    expect(page.get_by_role("alert")).to_contain_text("groter dan 25,0 MB")
    expect(file).to_have_value("")
    file.evaluate("(field, most) => { field.dataset.most = most }", most)


def replied(page: Page) -> tuple[int, int]:
    """How many are in of how many, as who asked reads it in her list."""
    page.goto("/uitvragen/")
    found = COUNT.search(page.get_by_role("row", name="sheets (stap 3 en stap 4)").inner_text())
    assert found is not None
    return int(found.group(1)), int(found.group(2))


def test_a_liaison_without_an_account_answers_the_request_on_a_phone(
    people: People, link: str
) -> None:
    secretary = people.sign_in(SECRETARY)
    before, asked = replied(secretary)
    page = people.open(**PHONE)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is jullie inbreng?")
    assert look_over(page) == []
    page.get_by_label("Tekst").fill("Stap 3 en 4 staan in de sheet")
    refuse_what_is_large(page)
    choose(page, NO_PDF)
    page.get_by_label("Uw naam en functie").fill("Liaison OCW")
    page.get_by_role("button", name="Reactie versturen").tap()
    expect(page.get_by_text("niet wat").first).to_be_visible()
    expect(page.get_by_label("Tekst")).to_have_value("Stap 3 en 4 staan in de sheet")
    assert look_over(page) == []
    choose(page, PDF)
    page.get_by_role("button", name="Reactie versturen").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u wel")
    assert look_over(page) == []
    assert replied(secretary) == (before + 1, asked)
    secretary.get_by_role("link", name="sheets (stap 3 en stap 4)").click()
    row = secretary.get_by_role("row").filter(has=secretary.get_by_role("rowheader", name="OCW"))
    expect(row).to_contain_text("Stap 3 en 4 staan in de sheet")
    expect(row).to_contain_text("Liaison OCW · OCW (vanuit de mail)")
    expect(row.get_by_role("link", name="sheet.pdf")).to_be_visible()
    page.get_by_role("link", name="Antwoord wijzigen").tap()
    expect(page.get_by_role("main")).to_contain_text("Gereageerd op")
    expect(page.get_by_label("Tekst")).to_have_value("Stap 3 en 4 staan in de sheet")
    assert look_over(page) == []
