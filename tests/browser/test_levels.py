"""From figures to published levels at a screen: the coordinators' line of work on the ladder.

On a site of its own, for it reads in figures and levels of the autumn of 2020.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe
from tests.browser.conftest import started_site
from tests.browser.people import COORDINATOR, PHONE, People
from tests.browser.site import Site
from tests.browser.test_print import page_sizes

SECOND = "coordinator.twee"
EIGHT = ("VR09", "VR12", "VR13", "VR15", "VR16", "VR17", "VR18", "VR24")
"""Regions above the highest bound in the week before 13 October; made up but for their number."""

THEN = "/ladder/?op=2020-10-13"
A4_LANDSCAPE = (842, 595)


def figures(folder: Path) -> Path:
    """Seven days for 25 regions, of which eight are far above the highest bound."""
    lines = ["date,region,indicator,value"]
    for number in range(1, 26):
        code = f"VR{number:02}"
        value = 900 if code in EIGHT else 12
        for back in range(1, 15):
            day = date(2020, 10, 13) - timedelta(days=back)
            lines.append(f"{day},{code},positive_tests,{value}")
    file = folder / "cijfers.csv"
    file.write_text("\n".join(lines) + "\n")
    return file


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with started_site("levels", mails=False) as site:
        file = figures(tmp_path_factory.mktemp("figures"))
        site.manage(
            "import_observations", str(file), "--known-at", "2020-12-31", "--replace-generated"
        )
        yield site


@pytest.fixture
def people(autumn: Site, chromium: Browser) -> Iterator[People]:
    people = People(autumn, chromium)
    yield people
    assert people.leave() == []


def test_eight_regions_in_one_sitting_from_the_figures_to_the_sheet(people: People) -> None:
    page = people.sign_in(COORDINATOR, path=THEN)
    expect(page.get_by_text("Gereconstrueerd")).to_be_visible()
    expect(page.locator(".table--regions tbody tr")).to_have_count(25)
    assert axe.violations(page) == []
    page.goto("/ladder/vaststellen/?op=2020-10-13T12:00&vul=regel")
    determine(page, EIGHT, text="Inschaling van 13 oktober vastgesteld")
    expect(page).to_have_url(re.compile("/ladder/afronden/"))
    expect(page.locator("tbody tr")).to_have_count(8)
    page.get_by_role("button", name="Publiceren").click()
    expect(page.locator(".error-summary")).to_contain_text("Nog niet geïnformeerd")
    page.get_by_role("button", name="Geïnformeerd").click()
    expect(page.locator("tbody .status--ok")).to_have_count(8)
    page.get_by_role("button", name="Publiceren").click()
    page.goto(THEN)
    expect(page.locator(".rung").first).to_contain_text("8")
    rows = page.locator(".table--regions tbody tr").filter(has_text="Zeer ernstig")
    expect(rows).to_have_count(8)
    sizes = page_sizes(page.pdf(prefer_css_page_size=True))
    assert [tuple(map(round, size)) for size in sizes] == [A4_LANDSCAPE]
    sheet = page.request.get("/ladder/ladder.pdf?op=2020-10-13T23:59")
    assert (sheet.status, len(page_sizes(sheet.body()))) == (200, 1)


def test_the_second_coordinator_at_once_reads_why_and_keeps_what_she_typed(people: People) -> None:
    path = "/ladder/vaststellen/?op=2020-10-20T12:00"
    hers, other = (people.sign_in(who, path=path) for who in (COORDINATOR, SECOND))
    for page in (hers, other):
        choose(page, ("VR01", "VR02"), "2")
        reason = "Oefentekst: reden van haar" if page is hers else "Oefentekst: andere reden"
        page.locator("[name=deviation-VR01]").fill(reason)
        page.locator("[name=deviation-VR02]").fill(reason)
        page.locator("[name=text]").fill("Besluit van 20 oktober")
    submit(hers)
    expect(hers).to_have_url(re.compile("/ladder/afronden/"))
    submit(other)
    expect(other.locator(".error-summary")).to_contain_text(
        "Nog niet gepubliceerd: Fryslân, Groningen"
    )
    expect(other.locator("[name=text]")).to_have_value("Besluit van 20 oktober")
    hers.goto("/ladder/afronden/")
    expect(hers.locator("tbody tr")).to_have_count(2)
    hers.get_by_role("button", name="Terugnemen").click()
    expect(hers.get_by_text("Er wacht niets")).to_be_visible()


def test_a_list_of_levels_is_read_in_and_laid_beside_the_rule(
    people: People, tmp_path: Path
) -> None:
    file = tmp_path / "niveaus.csv"
    rows = "2020-09-29,VR13,3,listed\n2020-09-29,VR99,1,listed\n2020-09-29,VR01,1,inferred\n"
    file.write_text("date,vr_code,level,basis\n" + rows)
    page = people.sign_in(COORDINATOR, path="/ladder/inlezen/")
    page.locator("[name=upload]").set_input_files(file)
    page.get_by_role("button", name="Inlezen").click()
    expect(page.locator(".error-summary")).to_contain_text("Regel 3")
    page.locator("[name=upload]").set_input_files(file)
    page.locator("[name=rows][value=valid]").check()
    page.get_by_role("button", name="Inlezen").click()
    expect(page.get_by_role("main")).to_contain_text("2 niveaus zijn ingelezen")
    page.goto("/ladder/?op=2020-09-29")
    expect(page.get_by_role("main")).to_contain_text("1 afgeleid, 1 uit een lijst")
    page.goto("/ladder/vergelijking/?tot=2020-09-30&afgeleid=1&alles=1")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert axe.violations(page) == []


def test_the_switch_to_national_levels_is_a_form_and_a_date(people: People) -> None:
    """The last test of this site: from today on it has one level, of the country."""
    page = people.sign_in(COORDINATOR, path="/ladder/versies/")
    page.get_by_role("link", name="Landelijke risiconiveaus").click()
    page.get_by_role("link", name="Volgende versie ontwerpen").click()
    page.locator("[name=code]").fill("landelijk-2")
    page.get_by_role("button", name="Concept maken").click()
    page.get_by_role("button", name="Opslaan").click()
    page.get_by_role("link", name="Vaststellen").click()
    page.locator("[name=decision]").select_option(index=1)
    page.locator("[name=valid_from]").fill(date.today().isoformat())  # noqa: DTZ011  the browser's own day
    page.get_by_role("button", name="Vaststellen").click()
    expect(page.get_by_role("main")).to_contain_text("tot nader order")
    page.goto("/ladder/")
    expect(page.locator(".table--regions tbody tr")).to_have_count(1)
    expect(page.locator(".table--regions tbody tr")).to_contain_text("Nederland")
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011  the browser's own day
    page.goto(f"/ladder/?op={yesterday}")
    expect(page.locator(".table--regions tbody tr")).to_have_count(25)
    page.goto(THEN)
    expect(page.locator(".table--regions tbody tr")).to_have_count(25)
    phone = people.sign_in(COORDINATOR, path="/ladder/", **PHONE)
    assert axe.violations(phone) == []


def choose(page: Page, codes: tuple[str, ...], rank: str) -> None:
    """These regions on that level, every other row left as it stands."""
    for field in page.locator("select[name^=level-]").all():
        code = str(field.get_attribute("name")).removeprefix("level-")
        field.select_option(rank if code in codes else "")


def determine(page: Page, codes: tuple[str, ...], *, text: str) -> None:
    choose(page, codes, "4")
    page.locator("[name=text]").fill(text)
    submit(page)


def submit(page: Page) -> None:
    page.locator("main form[method=post] .button--primary").click()
