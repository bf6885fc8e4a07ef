"""The list of action points: a tick that shows at once and turns back, a line that adds."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.people import COLLEAGUE, LEAD, SECRETARY, People, address_of

DONE = re.compile("row--done")
ASKED_OF_ALL = re.compile(r"\d+ van \d+ binnen")


@pytest.fixture
def page(people: People) -> Page:
    return people.sign_in(LEAD, path="/acties/")


def open_buttons(page: Page) -> Locator:
    """What can be ticked, but for what was asked of everyone: others reply to that on this site."""
    rows = page.locator("[data-rows] tr:not(.row--done)")
    return rows.filter(has_not_text=ASKED_OF_ALL).locator("td button")


def first_open(page: Page) -> Locator:
    """The first row that can be ticked; found again by its number, also after a swap."""
    button = open_buttons(page).first
    number = (button.get_attribute("aria-label") or "").split()[-1]
    return page.locator("[data-rows] tbody tr").filter(has_text=number)


def add(page: Page, text: str) -> None:
    page.locator("#typed").fill(f"{text} @VWS over twee weken")
    page.locator("#typed-dossier").select_option(index=1)
    page.locator("#typed").press("Enter")
    expect(page.locator("[data-rows]")).to_contain_text(text)


def test_a_tick_shows_before_the_server_answers(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/gereed/", hold)
    row = first_open(page)
    row.get_by_role("button").click()
    expect(row).to_have_class(DONE)
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-toast]")).to_have_count(0)
    held[0].continue_()
    expect(page.locator("[data-toast]")).to_contain_text("Ongedaan maken")
    expect(row).to_have_class(DONE)


def test_a_tick_that_is_refused_turns_back_and_says_why(people: People, page: Page) -> None:
    row = first_open(page)
    other = people.sign_in(SECRETARY, path="/acties/")
    number = row.locator("p").inner_text()
    other.locator("[data-rows] tbody tr").filter(has_text=number.split("\n")[-1]).get_by_role(
        "button"
    ).click()
    expect(other.locator("[data-toast]")).to_be_visible()
    row.get_by_role("button").click()
    expect(page.locator("#problem")).to_contain_text("Iemand anders")
    expect(row).not_to_have_class(DONE)
    assert row.get_by_role("button").get_attribute("aria-pressed") is None


def test_a_tick_without_a_line_turns_back_and_the_banner_says_so(page: Page) -> None:
    row = first_open(page)
    page.context.set_offline(True)
    row.get_by_role("button").click()
    expect(page.locator("#connection")).to_be_visible()
    expect(row).not_to_have_class(DONE)
    page.context.set_offline(False)


def test_quick_ticks_are_all_kept(page: Page) -> None:
    for text in ("eerste", "tweede", "derde"):
        add(page, text)
    buttons = open_buttons(page).all()[:3]
    numbers = [(one.get_attribute("aria-label") or "").split()[-1] for one in buttons]
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/gereed/", hold)
    for number in numbers:
        page.get_by_role("button", name=f"Gereed: {number}", exact=True).click()
    expect(page.locator("[data-rows] [aria-pressed=true]").nth(2)).to_be_visible()
    for route in held:
        route.continue_()
    for number in numbers:
        expect(page.get_by_role("button", name=f"Heropenen: {number}", exact=True)).to_be_visible()


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


def test_an_owner_is_chosen_with_the_keys(page: Page) -> None:
    add(page, "overdragen")
    page.get_by_role("link", name="overdragen").click()
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
