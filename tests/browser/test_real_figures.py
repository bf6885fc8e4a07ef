"""The autumn of 2020 with the figures as they were published: from two files to a paper.

The files are not part of the project; without them this is skipped by name.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.conftest import started_site
from tests.browser.looks import look_over
from tests.browser.people import COORDINATOR, PHONE, People
from tests.browser.site import Site
from tests.browser.test_figures import NEW
from tests.browser.test_levels import A4_LANDSCAPE, THEN, choose, submit
from tests.browser.test_print import page_sizes
from tests.escalation.ladder.figures import real

FILES = (
    "rivm/COVID-19_aantallen_gemeente_per_dag.csv",
    "rivm/COVID-19_ziekenhuisopnames.csv",
)
REASON = "Oefentekst: zo stelde de minister het vast"


@pytest.fixture
def people(chromium: Browser) -> Iterator[People]:
    for name in FILES:
        real(name)
    with started_site("real", mails=False) as site:
        people = People(site, chromium)
        yield people
        assert people.leave() == []


def test_the_coordinator_carries_the_13th_of_october_from_the_files_to_a_paper(
    people: People,
) -> None:
    page = people.sign_in(COORDINATOR, path=NEW)
    for name in FILES:
        read_in(page, people.site, real(name))
    page.goto(THEN)
    expect(page.get_by_text("Gereconstrueerd")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("31 december 2020")
    eight = set_that_day()
    assert len(eight) == 8
    page.goto("/ladder/vaststellen/?op=2020-10-13T12:00&vul=regel")
    by_rule = {code for code in eight if chosen(page, code) == "4"}
    assert len(by_rule) == 7
    choose(page, eight, "4")
    for code in set(eight) - by_rule:
        page.locator(f"[name=deviation-{code}]").fill(REASON)
    page.locator("[name=text]").fill("Inschaling van 13 oktober vastgesteld")
    submit(page)
    expect(page.locator("tbody tr")).to_have_count(8)
    page.get_by_role("button", name="Geïnformeerd").click()
    expect(page.locator("tbody .status--ok")).to_have_count(8)
    page.get_by_role("button", name="Publiceren").click()
    page.goto(THEN)
    rows = page.locator(".table--regions tbody tr").filter(has_text="Zeer ernstig")
    expect(rows).to_have_count(8)
    assert axe.violations(page) == []
    sizes = page_sizes(page.pdf(prefer_css_page_size=True))
    assert [tuple(map(round, size)) for size in sizes] == [A4_LANDSCAPE]
    page.goto("/ladder/op-de-agenda/")
    page.locator("[name=meeting]").select_option(index=1)
    page.get_by_role("main").locator("form .button--primary").click()
    expect(page).to_have_url(re.compile("/stukken/"))
    phone = people.sign_in(COORDINATOR, path=THEN, **PHONE)
    assert look_over(phone) == []
    phone.get_by_role("link", name="Amsterdam-Amstelland").first.click()
    expect(phone.locator("#figures .tabs")).to_be_visible()
    expect(phone.get_by_role("heading", name="Contacten")).to_be_visible()
    assert look_over(phone) == []


def read_in(page: Page, site: Site, file: Path) -> None:
    """In the place of the generated figures, with a bar that says how far it is."""
    page.goto(NEW)
    page.get_by_label("Bestand").set_input_files(file)
    page.locator("[name=replace_generated]").check()
    page.get_by_role("button", name="Inlezen").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    site.manage("import_observations", "--waiting")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("62.928 rijen gelezen")


def set_that_day() -> tuple[str, ...]:
    """The regions that the minister set at the fourth level."""
    with real("official_levels.csv").open() as lines:
        rows = [row for row in csv.DictReader(lines) if row["date"] == "2020-10-13"]
    return tuple(row["vr_code"] for row in rows if row["level"] == "4")


def chosen(page: Page, code: str) -> str:
    return page.locator(f"select[name=level-{code}]").input_value()
