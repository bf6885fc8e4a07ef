"""A coordinator reads in figures: refused by line, added, corrected, and seen on the region."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.looks import look_over
from tests.browser.people import COORDINATOR, PHONE, People

NEW, DAYS = "/regios/inlezen/nieuw/", 28
FIRST = date(2020, 10, 1)


@pytest.fixture
def code() -> str:
    return f"proef-{time.monotonic_ns()}"


def table(code: str, value: int) -> bytes:
    """A day of each in two regions; `value` on the last day in the first."""
    rows = [
        f"{FIRST + timedelta(days=day)};{region};{code};{value if last else 7}"
        for region in ("VR01", "VR19")
        for day in range(DAYS)
        for last in [region == "VR01" and day == DAYS - 1]
    ]
    return "\r\n".join(["datum;regio;indicator;waarde", *rows, ""]).encode()


def give(page: Page, people: People, content: bytes, known: str) -> None:
    """Upload it, see that it waits, and let a worker read it."""
    page.goto(NEW)
    file = FilePayload(name="cijfers.csv", mimeType="text/csv", buffer=content)
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_label("Bekend op").fill(known)
    page.get_by_role("button", name="Inlezen").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert look_over(page) == []
    people.site.manage("import_observations", "--waiting")
    expect(page.get_by_role("progressbar")).to_have_count(0)


def add_indicator(page: Page, code: str) -> None:
    page.get_by_role("link", name="Indicator toevoegen").click()
    for label, words in (
        ("Code", code),
        ("Naam in het Nederlands", f"Proef {code}"),
        ("Naam in het Engels", f"Trial {code}"),
        ("Eenheid in het Nederlands", "opnames"),
        ("Bron", "Proef"),
    ):
        page.get_by_label(label, exact=label == "Code").fill(words)
    assert look_over(page) == []
    page.get_by_role("button", name="Opslaan").click()


def test_figures_are_refused_by_line_added_and_corrected(people: People, code: str) -> None:
    page = people.sign_in(COORDINATOR, path=NEW)
    assert look_over(page) == []
    give(page, people, table(code, 7), "2020-11-01T10:00")
    expect(page.get_by_text("Er is niets toegevoegd")).to_be_visible()
    line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="2", exact=True))
    expect(line).to_contain_text(f"Geen indicator heeft de code ‘{code}’")
    assert look_over(page) == []
    add_indicator(page, code)

    give(page, people, table(code, 7), "2020-11-01T10:00")
    expect(page.get_by_text("56 rijen gelezen: 56 cijfers toegevoegd")).to_be_visible()
    give(page, people, table(code, 9), "2020-11-02T10:00")
    expect(page.get_by_text(re.compile("0 cijfers toegevoegd, 1 herzien, 55 on"))).to_be_visible()
    assert look_over(page) == []

    for size in ({}, {**PHONE, "viewport": {"width": 320, "height": 700}}):
        region = people.sign_in(COORDINATOR, path="/regios/", **size)
        region.get_by_role("link", name="Groningen").first.click()
        chart = region.locator("#figures .charts > div").filter(has_text=f"Proef {code}")
        expect(chart).to_contain_text("9 opnames")
        chart.get_by_text("Toon als tabel").click()
        day = chart.get_by_role("row").filter(has_text="28 oktober 2020")
        expect(day).to_contain_text("was 7, bekend 1 nov 2020")
        assert look_over(region) == []


def test_what_is_too_large_is_refused_when_it_is_chosen(people: People) -> None:
    page = people.sign_in(COORDINATOR, path=NEW)
    file = page.get_by_label("Bestand")
    file.evaluate("field => { field.dataset.most = 5 }")
    payload = FilePayload(name="cijfers.csv", mimeType="text/csv", buffer=b"datum;regio")
    file.set_input_files(payload)
    expect(page.get_by_role("alert")).to_contain_text("groter dan 1,0 GB")
    expect(file).to_have_value("")
