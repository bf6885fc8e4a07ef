"""Two people in one report at the same time."""

from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.meetings import Planner, lines, quick_add, type_line
from tests.browser.people import LEAD, SECRETARY, People


def test_lines_of_the_other_appear_without_reload(people: People, planner: Planner) -> None:
    path = planner.plan()
    hers, his = people.sign_in(SECRETARY, path=path), people.sign_in(LEAD, path=path)
    quick_add(hers).focus()
    quick_add(his).focus()
    his.keyboard.type("half getypt")
    type_line(hers, "Van de secretaris")
    expect(his.locator(".line-text")).to_have_text(["Van de secretaris"])
    expect(quick_add(his)).to_have_value("half getypt")
    expect(quick_add(his)).to_be_focused()
    his.keyboard.press("Enter")
    expect(hers.locator(".line-text")).to_have_text(["Van de secretaris", "half getypt"])


def test_one_sees_who_else_is_there_and_where_they_type(people: People, planner: Planner) -> None:
    path = planner.plan("Opening", "Rondvraag")
    hers, his = people.sign_in(SECRETARY, path=path), people.sign_in(LEAD, path=path)
    quick_add(his).focus()
    expect(hers.locator("#presence")).to_contain_text("DGSC-19", timeout=12_000)
    item = hers.locator("[data-item]").last
    expect(item.locator("[data-typing-at]")).to_contain_text("typt", timeout=12_000)


def test_two_texts_of_one_line_stand_beside_each_other(people: People, planner: Planner) -> None:
    path = planner.plan()
    hers = people.sign_in(SECRETARY, path=path)
    quick_add(hers).focus()
    type_line(hers, "Zoals het was")
    his = people.sign_in(LEAD, path=path)
    for page, added in ((hers, " van haar"), (his, " van hem")):
        page.locator("[data-edit-open]").click()
        expect(page.locator("[data-editor] textarea")).to_be_focused()
        page.keyboard.type(added)
    hers.keyboard.press("Enter")
    expect(hers.locator(".line-text")).to_have_text(["Zoals het was van haar"])
    for _poll in range(2):
        with his.expect_response("**/wijzigingen?*"):
            pass
    expect(his.locator("[data-editor] textarea")).to_have_value("Zoals het was van hem")
    his.keyboard.press("Control+Enter")
    expect(his.locator(".conflict-text")).to_have_text("Zoals het was van haar")
    expect(his.locator(".conflict textarea")).to_have_value("Zoals het was van hem")
    assert axe.violations(his) == []
    his.locator(".conflict textarea").fill("Zoals het was van haar en van hem")
    his.get_by_role("button", name="Mijn tekst opslaan").click()
    expect(his.locator(".line-text")).to_have_text(["Zoals het was van haar en van hem"])
    expect(hers.locator(".line-text")).to_have_text(["Zoals het was van haar en van hem"])


def test_a_line_removed_by_the_other_goes_and_comes_back(people: People, planner: Planner) -> None:
    path = planner.plan()
    hers, his = people.sign_in(SECRETARY, path=path), people.sign_in(LEAD, path=path)
    quick_add(hers).focus()
    type_line(hers, "blijft")
    type_line(hers, "gaat weg")
    expect(his.locator(".line-text")).to_have_text(["blijft", "gaat weg"])
    hers.locator("[data-edit-open]").last.click()
    hers.locator("[data-editor]").get_by_role("button", name="Verwijderen").click()
    expect(his.locator(".line-text")).to_have_text(["blijft"])
    hers.locator("[data-undo]").click()
    expect(hers.locator(".line-text")).to_have_text(["blijft", "gaat weg"])
    expect(his.locator(".line-text")).to_have_text(["blijft", "gaat weg"])
    assert lines(hers) == lines(his)
