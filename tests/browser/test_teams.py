"""A newcomer finds who speaks for a ministry, and which ministries named nobody."""

from playwright.sync_api import Page, expect

from tests.browser.people import OFFICER, People

LIST = "Werkgroepen LT/MLT"


def open_team(page: Page, code: str) -> None:
    """Two clicks from the first screen."""
    page.get_by_role("navigation", name="Hoofdnavigatie").get_by_role("link", name=LIST).click()
    page.get_by_role("main").get_by_role("link", name=code).first.click()
    expect(page.get_by_role("heading", name="Deelnemers")).to_be_visible()


def test_two_clicks_to_who_represents_szw_in_mlt3(people: People) -> None:
    page = people.sign_in(OFFICER)
    open_team(page, "MLT3")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="SZW"))
    expect(row).to_contain_text("Beleidsmedewerker SZW")


def test_two_clicks_to_which_ministries_named_nobody_for_lt2(people: People) -> None:
    page = people.sign_in(OFFICER)
    open_team(page, "LT2")
    empty = page.get_by_role("row").filter(has_text="nog niet bekend")
    codes = [one.strip() for one in empty.get_by_role("rowheader").all_inner_texts()]
    ministries = {"AZ", "FIN", "IenW", "JenV", "OCW", "VWS"}
    assert ministries <= set(codes)
    known = {"BZK", "BZ", "DEF", "EZK", "LNV", "SZW", "VNG"}
    assert known & set(codes) == set()
