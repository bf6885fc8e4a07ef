"""LT2's planning on screen, on paper and on a phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.looks import look_over, too_wide
from tests.browser.people import COORDINATOR, PHONE, People
from tests.browser.test_print import page_sizes

PICTURES = os.environ.get("PICTURES", "")
LANDSCAPE = (842, 595)


def picture(page: Page, name: str) -> None:
    """Kept where somebody wants to look: PICTURES names the folder."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.fixture
def plan(people: People) -> str:
    """The address of LT2's plan, found the way a newcomer does."""
    page = people.sign_in(COORDINATOR, path="/planning/")
    page.get_by_role("link", name="LT2", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Planning van LT2")
    return page.url


def test_the_plan_is_drawn_on_screen_and_stands_beside_it_as_a_table(
    people: People, plan: str
) -> None:
    page = people.sign_in(COORDINATOR, path=plan, color_scheme="light")
    expect(page.locator(".gantt svg")).to_be_visible()
    expect(page.locator(".gantt-bar")).to_have_count(10)
    rows = page.locator("#tabel tbody tr:not(.group-row)")
    expect(rows).to_have_count(12)
    expect(rows.nth(8)).to_contain_text("nog niet gepland")
    expect(page.get_by_text("€ 500.000")).to_be_visible()
    assert axe.violations(page) == []
    picture(page, "plan-desk")
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, axe.CONTRAST) == []
    picture(page, "plan-dark")


def test_the_plan_is_a_table_on_a_phone(people: People, plan: str) -> None:
    page = people.sign_in(COORDINATOR, path=plan, **PHONE)
    expect(page.locator(".gantt")).to_be_hidden()
    expect(page.locator("#tabel")).to_be_visible()
    assert look_over(page) == []
    picture(page, "plan-phone")
    page.set_viewport_size({"width": 320, "height": 700})
    assert too_wide(page) == []


def test_a_title_without_a_space_breaks_on_a_phone(people: People, plan: str) -> None:
    page = people.sign_in(COORDINATOR, path=plan, **PHONE)
    long = "x" * 150
    title = page.locator("#tabel tbody tr:not(.group-row) th").first
    title.evaluate("(cell, words) => cell.replaceChildren(words)", long)
    assert title.evaluate("cell => cell.getBoundingClientRect().right") <= 390
    page.locator(".crumbs li").last.evaluate("(crumb, words) => crumb.append(words)", long)
    assert too_wide(page) == []


def test_the_plan_goes_on_paper_with_its_drawing(people: People, plan: str) -> None:
    page = people.sign_in(COORDINATOR, path=plan)
    paper = page.pdf(prefer_css_page_size=True)
    assert {tuple(map(round, size)) for size in page_sizes(paper)} == {LANDSCAPE}
    if PICTURES:
        (Path(PICTURES) / "plan.pdf").write_bytes(paper)
    page.emulate_media(media="print")
    expect(page.locator(".gantt svg")).to_be_visible()
    expect(page.locator("#tabel")).to_be_visible()
