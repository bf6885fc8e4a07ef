"""A written round: asked of three ministries, answered by two, ended by its moment."""

import time
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from coordination.kit import clock
from tests.browser.looks import look_over
from tests.browser.people import COLLEAGUE, OFFICER, PHONE, SECRETARY, People
from tests.browser.points import later

ROUND = "schriftelijke ronde: geen antwoord is akkoord"
PASSED = """UPDATE actions_actionpoint SET due_on = ?
            WHERE id = (SELECT action_point_id FROM contributions_contribution WHERE id = ?)"""


@pytest.fixture
def asked(people: People) -> str:
    """The page of a round that the secretary asks of three ministries."""
    page = people.sign_in(SECRETARY, path="/uitvragen/nieuw/")
    page.locator("[name=question]").fill(f"Instemmen met de opvang {time.monotonic_ns()}")
    page.locator("[name=form]").select_option(label=ROUND)
    page.locator("[name=due_on]").fill(later())
    page.locator("[name=body]").select_option(people.site.body)
    page.locator("[name=members]").fill("@VWS @SZW @BZK")
    page.locator("[name=dossier]").select_option(people.site.dossier)
    assert look_over(page) == []
    page.get_by_role("button", name="Uitvragen").click()
    expect(page.get_by_text("0 van 3 binnen")).to_be_visible()
    assert look_over(page) == []
    return page.url


def reply(page: Page, verdict: str, text: str = "") -> None:
    page.get_by_role("link", name="Reageren").click()
    page.get_by_label(verdict, exact=True).check()
    page.get_by_label("Tekst").fill(text)
    assert look_over(page) == []
    page.get_by_role("button", name="Reageren").click()


def row_of(page: Page, code: str) -> str:
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=code))
    return row.inner_text()


def end_by_its_moment(people: People, url: str) -> None:
    """Let its term have passed, and look at what is due."""
    key = url.rstrip("/").rpartition("/")[2]
    assert people.site.database.execute(PASSED, clock.today() - timedelta(days=1), key) == 1
    people.site.manage("close_rounds")


def test_no_answer_is_agreed_and_not_ours_is_said_so(people: People, asked: str) -> None:
    officer = people.sign_in(OFFICER, path=asked)
    officer.get_by_role("link", name="Reageren").click()
    expect(officer.locator("main")).to_contain_text("Geen antwoord")
    officer.get_by_label("Akkoord, met opmerkingen").check()
    officer.get_by_role("button", name="Reageren").click()
    expect(officer.get_by_role("alert")).to_be_visible()
    expect(officer.get_by_label("Akkoord, met opmerkingen")).to_be_checked()
    officer.get_by_label("Tekst").fill("Mits de gemeenten meedoen")
    officer.get_by_role("button", name="Reageren").click()
    expect(officer.get_by_text("1 van 3 binnen")).to_be_visible()

    colleague = people.sign_in(COLLEAGUE, path=asked, **PHONE)
    reply(colleague, "Niet op ons van toepassing")
    expect(colleague.get_by_text("1 van 2 binnen")).to_be_visible()

    secretary = people.sign_in(SECRETARY, path=asked)
    secretary.get_by_role("button", name="Ronde beëindigen").click()
    expect(secretary.locator("main")).to_contain_text("nog niet iedereen heeft gereageerd")
    end_by_its_moment(people, asked)
    secretary.goto(asked)
    expect(secretary.locator("main .meta")).to_contain_text("gesloten")
    assert "Mits de gemeenten meedoen" in row_of(secretary, "VWS")
    assert look_over(secretary) == []
    secretary.locator(".meta").get_by_role("link", name="MLT3-").last.click()
    decision = secretary.locator("main")
    expect(decision).to_contain_text("schriftelijk")
    expect(decision).to_contain_text("BZK: geen antwoord, dus akkoord")
    expect(decision).to_contain_text("SZW: niet van toepassing")
    expect(decision).to_contain_text("VWS: Mits de gemeenten meedoen")
    assert look_over(secretary) == []
    officer.goto(asked)
    expect(officer.get_by_role("link", name="Reageren")).to_have_count(0)


def test_an_objection_stops_it_until_it_is_settled(people: People, asked: str) -> None:
    colleague = people.sign_in(COLLEAGUE, path=asked)
    reply(colleague, "Bezwaar", "Niet zonder geld")
    end_by_its_moment(people, asked)
    secretary = people.sign_in(SECRETARY, path=asked)
    expect(secretary.locator("main")).to_contain_text("er is bezwaar")
    assert look_over(secretary) == []
    secretary.get_by_role("button", name="Ronde beëindigen").click()
    expect(secretary.locator("main")).to_contain_text("Bezwaar van SZW")
    colleague.get_by_role("link", name="Reactie vervangen").click()
    colleague.get_by_label("Akkoord", exact=True).check()
    colleague.get_by_label("Tekst").fill("")
    colleague.get_by_role("button", name="Reactie vervangen").click()
    secretary.goto(asked)
    secretary.get_by_role("button", name="Ronde beëindigen").click()
    expect(secretary.locator("main .meta")).to_contain_text("gesloten")


def test_two_of_one_ministry_at_once_lose_nothing(people: People, asked: str) -> None:
    hers = people.sign_in(OFFICER, path=f"{asked}antwoord/")
    his = people.sign_in(OFFICER, path=f"{asked}antwoord/")
    for page, text in ((hers, "Van haar"), (his, "Van hem")):
        page.get_by_label("Akkoord, met opmerkingen").check()
        page.get_by_label("Tekst").fill(text)
    hers.get_by_role("button", name="Reageren").click()
    expect(hers.get_by_text("1 van 3 binnen")).to_be_visible()
    his.get_by_role("button", name="Reageren").click()
    expect(his.get_by_label("Tekst")).to_have_value("Van hem")
    expect(his.locator("main")).to_contain_text("Van haar")
    assert look_over(his) == []
