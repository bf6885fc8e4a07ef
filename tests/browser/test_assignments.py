"""What a team is asked to do: sent round, shared or not, and other in its next version."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import look_over
from tests.browser.people import COLLEAGUE, COORDINATOR, PHONE, People
from tests.browser.points import later

INTERIOR = "beleidsmedewerker.bzk"
LINK = re.compile(r"(http\S+/post/antwoord/\S+)")
MAILED = """SELECT m.body FROM mail_message m JOIN people_recipient r ON r.id = m.recipient_id
            JOIN people_organisation o ON o.id = r.mailbox_id
            WHERE m.kind = 'contributions.asked' AND m.status = 'sent' AND o.code = ?
            AND m.body LIKE ?"""
PARTS = """1. Scenario's met handelingsperspectieven
Voor nieuwe ontwikkelingen.
2. Tweedeling in de samenleving
Wacht op: uitkomsten van MLT3 en MLT4"""


@pytest.fixture
def team(people: People) -> str:
    """The page that drafts the first assignment of a team of its own."""
    number = time.monotonic_ns()
    made = people.send(
        COORDINATOR,
        "teams",
        {
            "code": f"P{number % 100_000_000}",
            "subject": f"Proef {number}",
            "horizon": "long",
            "sponsor": people.site.organisation("FIN"),
            "owner": people.site.organisation("DGSC-19"),
            "starts_on": "2026-10-19",
            "ends_on": "2027-06-30",
            "name_nl": f"Team proef {number}",
            "name_en": f"Team trial {number}",
        },
    )
    return f"/opdrachten/team/{made['dossier']}/nieuw/"


def draft(page: Page, team: str) -> None:
    page.goto(team)
    page.get_by_label("Versie").fill("0.2")
    page.get_by_label("Opmerking").fill("gesprek met MinFIN moet nog plaatsvinden")
    page.locator("[name=text]").fill("Het mitigeren van de gevolgen voor de economie.")
    page.get_by_label("Onderdelen").fill(PARTS)
    page.get_by_label("Gesprekken").fill("@FIN gesprek over de opdracht, uiterlijk 10 januari")
    assert look_over(page) == []
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("versie 0.2")


def circulate(page: Page) -> str:
    page.get_by_role("link", name="Rondsturen").click()
    page.locator("[name=due_on]").fill(later())
    page.get_by_label("Wie vraagt u?").fill("@SZW @BZK @VWS @SCP @RIVM")
    assert look_over(page) == []
    page.get_by_role("button", name="Rondsturen").click()
    expect(page.get_by_text("0 van 5 binnen")).to_be_visible()
    page.get_by_role("link", name="De uitvraag").click()
    page.wait_for_url("**/uitvragen/**")
    return page.url


def link_of(people: People, code: str, words: str) -> str:
    """The link in the mail to an organisation where nobody has an account."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for (body,) in people.site.database.rows(MAILED, code, f"%{words}%"):
            return LINK.search(str(body))[1]  # type: ignore[index]  # a mail without its link fails here
        time.sleep(0.2)
    raise AssertionError(f"{code} was not mailed about {words!r}")


def test_ministries_share_the_picture_or_not_and_bureaus_reflect(people: People, team: str) -> None:
    page = people.sign_in(COORDINATOR)
    draft(page, team)
    expect(page.locator("main")).to_contain_text("uiterlijk")
    version = page.url
    asked = circulate(page)

    # both have the page open before either of them sends
    szw = people.sign_in(COLLEAGUE, path=f"{asked}antwoord/")
    bzk = people.sign_in(INTERIOR, path=f"{asked}antwoord/", **PHONE)
    szw.get_by_label("Akkoord, met opmerkingen").check()
    szw.locator("[name=text]").fill("Graag aandacht voor schulden")
    bzk.get_by_label("Niet akkoord").check()
    bzk.locator("[name=text]").fill("Gemeenten ontbreken")
    bzk.locator("[name=proposed]").fill("Met gemeenten en veiligheidsregio's")
    assert look_over(bzk) == []
    bzk.get_by_role("button", name="Reageren").click()
    szw.get_by_role("button", name="Reageren").click()
    expect(szw.get_by_text("2 van 5 binnen")).to_be_visible()

    code = team_code(page, version)
    scp = people.open(**PHONE)
    scp.goto(link_of(people, "SCP", code))
    expect(scp.get_by_label("Reflectie")).to_be_visible()
    expect(scp.get_by_label("Akkoord", exact=True)).to_have_count(0)
    expect(scp.get_by_label("Niet akkoord")).to_have_count(0)
    scp.get_by_label("Reflectie").check()
    scp.locator("[name=text]").fill("De tweedeling begint bij werk")
    scp.get_by_label("Naam en functie").fill("Onderzoeker SCP")
    assert look_over(scp) == []
    scp.get_by_role("button", name="Reactie versturen").tap()
    expect(scp.get_by_role("heading", level=1)).to_have_text("Bedankt")

    page.goto(version)
    differing = page.get_by_role("table", name="Geschilpunten")
    expect(differing.get_by_role("row", name="BZK")).to_contain_text("veiligheidsregio's")
    expect(differing.get_by_role("row")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("De tweedeling begint bij werk")
    expect(page.locator("main")).to_contain_text("3 van 5 binnen")
    assert look_over(page) == []


def team_code(page: Page, version: str) -> str:
    page.goto(version)
    return page.get_by_role("heading", level=1).inner_text().split(",")[0].rpartition(" ")[2]


def test_the_next_version_shows_what_is_other_and_what_was_talked_over(
    people: People, team: str
) -> None:
    page = people.sign_in(COORDINATOR)
    draft(page, team)
    first = page.url
    circulate(page)
    page.goto(first)
    page.get_by_role("link", name="Het is gevoerd").click()
    page.locator("[name=outcome]").fill("MinFIN doet mee")
    page.get_by_role("button", name="Het is gevoerd").click()
    expect(page.locator("main")).to_contain_text("MinFIN doet mee")
    page.goto(team)
    expect(page.get_by_label("Gesprekken")).to_have_value("")
    other = "Het mitigeren van de gevolgen voor de samenleving en de economie."
    page.locator("[name=text]").fill(other)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("versie 0.3")
    expect(page.get_by_role("heading", name="Anders dan versie 0.2")).to_be_visible()
    expect(page.locator("main ins").filter(has_text="samenleving")).to_be_visible()
    assert look_over(page) == []
    page.get_by_role("link", name="0.2", exact=True).click()
    page.get_by_role("link", name="vergelijk 0.3").click()
    expect(page.locator("main del").filter(has_text="samenleving")).to_be_visible()


def test_what_was_typed_in_two_browsers_at_once_is_not_lost(people: People, team: str) -> None:
    page = people.sign_in(COORDINATOR)
    draft(page, team)
    form = f"{page.url}wijzigen/"
    hers, his = (people.sign_in(COORDINATOR, path=form) for _each in range(2))
    for one, text in ((hers, "Zoals zij het ziet"), (his, "Zoals hij het ziet")):
        one.locator("[name=text]").fill(text)
    hers.get_by_role("button", name="Opslaan").click()
    expect(hers.locator("main")).to_contain_text("Zoals zij het ziet")
    his.get_by_role("button", name="Opslaan").click()
    expect(his.locator("[name=text]")).to_have_value("Zoals hij het ziet")
    expect(his.locator("main")).to_contain_text("Zoals zij het ziet")
    assert look_over(his) == []
    his.get_by_role("button", name="Opslaan").click()
    expect(his.locator("main")).to_contain_text("Zoals hij het ziet")
