"""Everything that matters also works where no script runs."""

from playwright.sync_api import Page, expect

from tests.browser.meetings import Planner, lines, quick_add
from tests.browser.people import LEAD, SECRETARY, People
from tests.browser.points import Asker


def test_a_meeting_is_typed_changed_and_circulated(people: People, planner: Planner) -> None:
    path = planner.plan()
    page = people.sign_in_apart(SECRETARY, path=path, java_script_enabled=False)
    typed = ("Eerste regel", "Weg ermee", "Sheet nalopen @DGSC-19 uiterlijk vrijdag")
    for count, text in enumerate(typed, start=1):
        quick_add(page).fill(text)
        page.get_by_role("button", name="Toevoegen").last.click()
        expect(page.locator("[data-line]")).to_have_count(count)
    assert [text[:12] for text in lines(page)[:2]] == ["Eerste regel", "Weg ermee"]
    edit(page, "Eerste regel")
    page.locator("main textarea[name=text]").fill("Eerste regel, aangevuld")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.locator(".line-text").first).to_have_text("Eerste regel, aangevuld")
    edit(page, "Weg ermee")
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.locator("[data-line]")).to_have_count(2)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("[data-line]")).to_have_count(3)
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.get_by_text("Vaststellen…")).to_be_visible()


def test_a_point_is_ticked_and_opened_again(people: People, asker: Asker) -> None:
    number = asker.add_point()
    page = people.sign_in_apart(LEAD, path="/acties/", java_script_enabled=False)
    page.get_by_role("button", name=f"Gereed: {number}", exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.get_by_role("button", name="Ongedaan maken").click()
    page.goto("/acties/")
    expect(page.get_by_role("button", name=f"Gereed: {number}", exact=True)).to_be_visible()


def edit(page: Page, text: str) -> None:
    page.locator("[data-line]").filter(has_text=text).locator("[data-edit-open]").click()
    expect(page.locator("main textarea[name=text]")).to_be_visible()
