"""A meeting is moved: first what moves along, then the deed, then its undo."""

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.meetings import Planner
from tests.browser.people import SECRETARY, People


def test_a_secretary_sees_what_moves_along_and_takes_it_back(
    people: People, planner: Planner
) -> None:
    path = planner.plan(subject="Verplaatsen oefenen")
    page = people.sign_in(SECRETARY, path=f"{path}verplaatsen")
    was = date.fromisoformat(page.locator("[name=day]").input_value())
    page.locator("[name=day]").fill((was + timedelta(days=1)).isoformat())
    page.locator("[name=reason]").fill("De zaal is bezet")
    page.get_by_role("button", name="Bekijk wat meebeweegt").click()

    expect(page.get_by_role("heading", name="Voor en na")).to_be_visible()
    expect(page.locator("main")).to_contain_text("krijgen elk één mail")
    assert axe.violations(page) == []
    page.get_by_role("button", name="Alles verplaatsen").click()

    page.wait_for_url("**/agenda/")
    with page.expect_response(lambda response: "terugzetten" in response.url):
        page.get_by_role("button", name="Ongedaan maken").click()
    page.goto(f"{path}verplaatsen")
    assert page.locator("[name=day]").input_value() == was.isoformat()
