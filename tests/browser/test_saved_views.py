"""A filter is kept under a name, found on the first screen, and points are changed together."""

import re
import time

from playwright.sync_api import expect

from tests.browser.looks import look_over
from tests.browser.people import PHONE, SECRETARY, People
from tests.browser.points import Asker


def test_a_filter_is_saved_counted_renamed_and_removed_with_undo(people: People) -> None:
    name = f"Van SZW {time.monotonic_ns()}"
    page = people.sign_in(SECRETARY, path="/acties/?owner=SZW&status=all")
    page.get_by_role("link", name="Weergave bewaren").click()
    page.get_by_label("Naam").fill(name)
    assert look_over(page) == []
    page.get_by_role("button", name="Opslaan").click()
    chip = page.get_by_role("link", name=name)
    expect(chip).to_have_attribute("aria-current", "page")
    expect(chip).to_have_text(re.compile(r"\d"))
    assert look_over(page) == []
    page.goto("/")
    expect(page.get_by_role("listitem").filter(has_text=name)).to_have_text(re.compile(r"\d"))
    page.goto("/weergaven/")
    assert look_over(page) == []
    page.get_by_role("button", name=f"“{name}” verwijderen").click()
    expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()
    phone = people.sign_in(SECRETARY, path="/weergaven/", **PHONE)
    assert look_over(phone) == []


def test_several_points_are_done_and_undone_together(people: People, asker: Asker) -> None:
    mark = f"samen{time.monotonic_ns()}"
    numbers = [asker.add_point(f"Punt {mark} {place}") for place in "ab"]
    here = f"/acties/samen/?q={mark}"
    page = people.sign_in(SECRETARY, path=here)
    assert look_over(page) == []
    for number in numbers:
        page.get_by_role("checkbox", name=number).check()
    page.get_by_role("button", name="Verplaatsen").click()
    expect(page.get_by_role("checkbox", name=numbers[0])).to_be_checked()
    page.get_by_role("button", name="Klaar", exact=True).click()
    expect(page.get_by_role("checkbox", name=numbers[0])).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Ze zijn allemaal weer zoals ze waren.")).to_be_visible()
    page.goto(here)
    expect(page.get_by_role("checkbox", name=numbers[0])).to_be_visible()
    phone = people.sign_in(SECRETARY, path=here, **PHONE)
    assert look_over(phone) == []
