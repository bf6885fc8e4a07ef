"""The whole path on a phone, by touch."""

from playwright.sync_api import expect

from tests.browser.looks import too_wide
from tests.browser.meetings import Planner, lines, quick_add
from tests.browser.people import COORDINATOR, PHONE, SECRETARY, People

LONG = "https://example.gov/" + "een_heel_lang_adres_" * 6
CUT = """() => [...document.querySelectorAll("main :is(input:not([type=hidden]), select)")]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((one) => one.name)"""


def test_a_meeting_is_typed_and_circulated_by_touch(people: People, planner: Planner) -> None:
    path = planner.plan(place=LONG)
    page = people.sign_in(SECRETARY, path="/overleg/", **PHONE)
    assert too_wide(page) == []
    for address in (f"{path}agenda/", f"{path}verplaatsen", path):
        page.goto(address)
        assert too_wide(page) == []
    typed = ("Eerste regel", "Sheet nalopen @VWS uiterlijk vrijdag")
    for count, text in enumerate(typed, start=1):
        quick_add(page).tap()
        page.keyboard.type(text)
        page.get_by_role("button", name="Toevoegen").last.tap()
        expect(quick_add(page)).to_have_value("")
        expect(page.locator("[data-line]")).to_have_count(count)
    page.locator("[data-edit-open]").first.tap()
    expect(page.locator("[data-editor] textarea")).to_be_focused()
    page.keyboard.type(", aangevuld")
    page.locator("[data-editor] .button--primary").tap()
    expect(page.locator(".line-text").first).to_have_text("Eerste regel, aangevuld")
    assert lines(page)[0] == "Eerste regel, aangevuld"
    page.get_by_role("link", name="Sluiten en rondsturen").tap()
    page.get_by_role("button", name="Nu rondsturen").tap()
    expect(page.get_by_text("Vaststellen…")).to_be_visible()


def test_the_bar_below_leads_everywhere(people: People) -> None:
    page = people.sign_in(SECRETARY, **PHONE)
    bar = page.locator(".tabbar")
    assert bar.locator(".tabbar-item").count() <= 5
    bar.get_by_role("link", name="Overleggen").first.tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overleggen")
    bar.get_by_role("link", name="Meer").tap()
    page.locator(".sidenav").get_by_role("link", name="Mijn berichten").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn berichten")


def test_the_fields_of_a_table_that_folds_are_whole(people: People) -> None:
    page = people.sign_in(COORDINATOR, path="/lab/", **PHONE)
    ladder = page.get_by_role("link", name="Variant maken").first.get_attribute("href") or ""
    for address in (ladder, ladder.replace("/variant/", "/proces/"), "/ladder/vaststellen/"):
        page.goto(address)
        assert page.locator("table .input").count() > 20
        assert page.evaluate(CUT) == []
