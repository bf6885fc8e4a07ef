"""A request for input, answered from the mail on a phone by a liaison without an account."""

import re
import time

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.looks import look_over
from tests.browser.people import PHONE, SECRETARY, People
from tests.browser.points import Asker

LINK = re.compile(r"Reageren zonder aanmelden: (http\S+/post/antwoord/\S+)")
MAILED = """SELECT m.body FROM mail_message m JOIN people_recipient r ON r.id = m.recipient_id
            JOIN people_organisation o ON o.id = r.mailbox_id
            WHERE m.kind = 'contributions.asked' AND m.status = 'sent' AND o.code = 'OCW'
            AND m.body LIKE ?"""
PDF, NO_PDF = b"%PDF-1.7\n1 0 obj\n%%EOF", b"MZ geen pdf"


@pytest.fixture
def question(asker: Asker) -> str:
    """A request to OCW, where nobody has an account."""
    question = f"Vul de sheet in voor proef {time.monotonic_ns()}"
    asker.ask_contribution(question, "OCW")
    return question


@pytest.fixture
def link(people: People, question: str) -> str:
    """As it stands in the mail to OCW."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if mailed := people.site.database.rows(MAILED, f"%{question}%"):
            found = LINK.search(str(mailed[0][0]))
            assert found is not None
            return found.group(1)
        time.sleep(0.2)
    raise AssertionError(f"{question!r} was not mailed to OCW")


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


def test_a_liaison_without_an_account_answers_the_request_on_a_phone(
    people: People, question: str, link: str
) -> None:
    secretary = people.sign_in(SECRETARY, path="/uitvragen/")
    row = secretary.get_by_role("row", name=question)
    expect(row).to_contain_text("0 van 1 binnen")
    page = people.open(**PHONE)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is uw inbreng?")
    assert look_over(page) == []
    page.get_by_label("Tekst").fill("Stap 3 en 4 staan in de sheet")
    refuse_what_is_large(page)
    choose(page, NO_PDF)
    page.get_by_label("Naam en functie").fill("Liaison OCW")
    page.get_by_role("button", name="Reactie versturen").tap()
    expect(page.get_by_text("niet wat").first).to_be_visible()
    expect(page.get_by_label("Tekst")).to_have_value("Stap 3 en 4 staan in de sheet")
    assert look_over(page) == []
    choose(page, PDF)
    page.get_by_role("button", name="Reactie versturen").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bedankt")
    assert look_over(page) == []
    secretary.reload()
    expect(row).to_contain_text("1 van 1 binnen")
    secretary.get_by_role("link", name=question).click()
    row = secretary.get_by_role("row").filter(has=secretary.get_by_role("rowheader", name="OCW"))
    expect(row).to_contain_text("Stap 3 en 4 staan in de sheet")
    expect(row).to_contain_text("Liaison OCW · OCW (vanuit de mail)")
    expect(row.get_by_role("link", name="sheet.pdf")).to_be_visible()
    page.get_by_role("link", name="Antwoord wijzigen").tap()
    expect(page.get_by_role("main")).to_contain_text("Gereageerd op")
    expect(page.get_by_label("Tekst")).to_have_value("Stap 3 en 4 staan in de sheet")
    assert look_over(page) == []
