"""The list of action points: a tick that shows at once and turns back, a line that adds."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.people import COLLEAGUE, LEAD, SECRETARY, People, address_of
from tests.browser.points import Asker, row_of

DONE = re.compile("row--done")
PATIENCE = 15_000


@pytest.fixture
def number(asker: Asker) -> str:
    """Of a point of this test alone."""
    return asker.add_point()


@pytest.fixture
def page(number: str, people: People) -> Page:
    return people.sign_in(LEAD, path="/acties/")


@pytest.fixture
def row(page: Page, number: str) -> Locator:
    return row_of(page, number)


def hold_back(page: Page, address: str) -> list[Route]:
    """What the page asks of this address from now on, until the test lets it go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(address, hold)
    return held


def cut_line(page: Page) -> None:
    """No tick gets through, nor the question whether the server is there again."""
    for address in ("**/gereed/", "**/img/mark*.svg"):
        page.route(address, lambda route: route.abort())


def test_a_tick_shows_before_the_server_answers(page: Page, row: Locator) -> None:
    held = hold_back(page, "**/gereed/")
    row.get_by_role("button").click()
    expect(row).to_have_class(DONE)
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-toast]")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("[data-toast]")).to_contain_text("Ongedaan maken")
    expect(row).to_have_class(DONE)


def test_a_tick_that_is_refused_turns_back_and_says_why(
    people: People, page: Page, row: Locator, number: str
) -> None:
    other = people.sign_in(SECRETARY, path="/acties/")
    row_of(other, number).get_by_role("button").click()
    expect(other.locator("[data-toast]")).to_be_visible()
    row.get_by_role("button").click()
    expect(page.locator("#problem")).to_contain_text("Iemand anders")
    expect(row).not_to_have_class(DONE)
    assert row.get_by_role("button").get_attribute("aria-pressed") is None


def test_a_tick_without_a_line_turns_back_and_the_banner_says_so(page: Page, row: Locator) -> None:
    cut_line(page)
    row.get_by_role("button").click()
    expect(page.locator("#connection")).to_be_visible(timeout=PATIENCE)
    expect(row).not_to_have_class(DONE)


def test_an_answer_that_was_under_way_leaves_the_banner(page: Page, row: Locator) -> None:
    held = hold_back(page, "**/acties/aantallen/**")
    page.reload()
    cut_line(page)
    row.get_by_role("button").click()
    expect(page.locator("#connection")).to_be_visible()
    held[0].continue_()
    expect(page.locator(".filterbar-end .count").first).to_be_visible()
    expect(page.locator("#connection")).to_be_visible()


def test_quick_ticks_are_all_kept(page: Page, asker: Asker, number: str) -> None:
    numbers = [number, asker.add_point(), asker.add_point()]
    page.reload()
    held = hold_back(page, "**/gereed/")
    for one in numbers:
        page.get_by_role("button", name=f"Gereed: {one}", exact=True).click()
    for one in numbers:
        pressed = row_of(page, one).locator("[aria-pressed=true]")
        expect(pressed).to_be_visible()
    for route in held:
        route.continue_()
    for one in numbers:
        expect(page.get_by_role("button", name=f"Heropenen: {one}", exact=True)).to_be_visible()


def test_a_line_is_read_back_added_and_the_next_can_be_typed(page: Page) -> None:
    line = page.locator("#typed")
    line.fill("lijst nalopen @VWS")
    page.locator("#typed-dossier").select_option(index=1)
    line.press("Enter")
    expect(page.locator("#typed-error")).to_contain_text("Wanneer?")
    expect(line).to_be_focused()
    expect(line).to_have_value("lijst nalopen @VWS")
    line.press("End")
    line.press_sequentially(" over twee weken")
    expect(page.locator("#typed-read")).to_contain_text("VWS")
    line.press("Enter")
    expect(page.locator("[data-rows]")).to_contain_text("lijst nalopen")
    expect(page.locator("#typed")).to_be_focused()
    expect(page.locator("#typed")).to_have_value("")


def test_a_line_is_added_without_script(people: People) -> None:
    page = people.sign_in_apart(LEAD, path="/acties/", java_script_enabled=False)
    page.get_by_role("link", name="Actiepunt in één regel toevoegen").click()
    page.locator("#typed").fill("zonder script @SZW over drie weken")
    page.locator("#typed-dossier").select_option(index=1)
    page.locator(".quickadd").get_by_role("button").click()
    expect(page.locator("[data-rows]")).to_contain_text("zonder script")


def test_an_owner_is_chosen_with_the_keys(page: Page, row: Locator) -> None:
    row.get_by_role("link").first.click()
    page.locator("summary").filter(has_text="Overdragen").click()
    owner = page.locator("#hand_over_owner")
    owner.press_sequentially("beleidsm szw")
    expect(owner).to_have_attribute("aria-expanded", "true")
    options = page.locator("[role=listbox] [role=option]")
    expect(options).to_have_count(1)
    owner.press("Escape")
    expect(options.first).to_be_hidden()
    owner.press("ArrowDown")
    expect(options.first).to_be_visible()
    owner.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    owner.press("Enter")
    expect(owner).to_have_value(address_of(COLLEAGUE))
    page.locator("#hand_over_reason").fill("Daar ligt het")
    page.locator("#hand_over_reason").press("Enter")
    expect(page.locator(".timeline")).to_contain_text("Daar ligt het")
    expect(page.locator(".meta")).to_contain_text("SZW")
