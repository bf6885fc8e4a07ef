"""What another ladder would have won in days and cost in changes, at a screen.

On a site of its own, for the second half reads in figures and levels of the autumn of 2020.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import started_site
from tests.browser.looks import look_over_twice
from tests.browser.people import COORDINATOR, People
from tests.browser.site import Site
from tests.browser.test_print import page_sizes
from tests.browser.words import strangers
from tests.escalation.ladder.figures import real

A4_LANDSCAPE = (842, 595)
FINDING = (
    ("regiodag", "gewonnen|verloren"),
    ("wisseling", "meer|minder"),
    ("omkering", "meer|minder"),
)
LESS = {"verloren", "minder"}


@pytest.fixture(scope="module")
def lab() -> Iterator[Site]:
    """The example: its figures are made up from a seed, its levels were set over them."""
    with started_site("lab", mails=False) as site:
        yield site


@pytest.fixture(scope="module")
def autumn(lab: Site) -> Site:
    """The same site with what was reported and determined in the autumn of 2020."""
    cases = real("rivm/COVID-19_aantallen_gemeente_per_dag.csv")
    levels = real("official_levels.csv")
    lab.manage("import_observations", str(cases), "--replace-generated")
    lab.manage("import_determinations", str(levels), "--valid-rows")
    return lab


@pytest.fixture
def people(lab: Site, chromium: Browser) -> Iterator[People]:
    people = People(lab, chromium)
    yield people
    assert people.leave() == []


def make_variant(page: Page, ladder: str, name: str, bounds: dict[int, str]) -> None:
    """From a version of the ladder, with other bounds for the cases."""
    page.goto("/lab/")
    row = page.get_by_role("row").filter(has=page.get_by_text(ladder, exact=True)).last
    row.get_by_role("link", name=re.compile("Variant maken")).click()
    page.get_by_label("Naam", exact=True).fill(name)
    for rank, bound in bounds.items():
        page.locator(f"[name='levels/{rank}/positive_tests']").fill(bound)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def finding_on(page: Page) -> tuple[int, ...]:
    heading = page.locator("#headline")
    expect(heading).to_contain_text("Naast ")
    return tuple(_counted(heading.inner_text(), *one) for one in FINDING)


def _counted(sentence: str, noun: str, words: str) -> int:
    """ "3 wisselingen minder" is three below nothing; "evenveel wisselingen" is none."""
    found = re.search(rf"([\d.]+) {noun}\w* ({words})", sentence)
    if found is None:
        assert f"evenveel {noun}en" in sentence
        return 0
    count = int(found[1].replace(".", ""))
    return -count if found[2] in LESS else count


def test_a_lower_threshold_is_tried_on_made_up_figures(people: People) -> None:
    """Lower bounds are reached sooner and never later, so no day is lost by them."""
    page = people.sign_in(COORDINATOR, path="/lab/")
    assert look_over_twice(page) == []
    make_variant(page, "oefenladder", "Veel lager", {2: "25", 3: "75", 4: "125"})
    assert look_over_twice(page) == []
    page.get_by_role("link", name="Doorrekenen").first.click()
    assert look_over_twice(page) == []
    page.get_by_role("button", name="Doorrekenen").click()
    won, _changes, _flips = finding_on(page)
    assert won >= 0
    for summary in page.locator("main details > summary").all():
        summary.click()
    assert look_over_twice(page) == []
    sizes = {tuple(map(round, size)) for size in page_sizes(page.pdf(prefer_css_page_size=True))}
    assert sizes == {A4_LANDSCAPE}
    page.get_by_role("link", name="Variant min inschalingen").click()
    expect(page.locator("table.heat")).to_be_visible()


def test_the_example_says_what_a_process_wins_and_how_two_lie_side_by_side(people: People) -> None:
    page = people.sign_in(COORDINATOR, path="/lab/doorrekeningen/")
    assert look_over_twice(page) == []
    page.get_by_role("link", name="Grenzen een vijfde lager").first.click()
    process = page.locator("section[aria-labelledby=process]")
    expect(process).to_contain_text("Een niveau omhoog door de regio")
    process.get_by_text("elk van cijfer tot van kracht").click()
    expect(process.get_by_role("table").last.get_by_role("row").nth(1)).to_contain_text("→")
    for name in ("Grenzen een vijfde lager", "Rustige ladder"):
        page.goto("/lab/")
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_role("link", name="Doorrekenen").first.click()
        page.get_by_role("button", name="Doorrekenen").click()
    page.locator("section[aria-labelledby=others] a").filter(has_text="vijfde").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Naast elkaar")
    assert look_over_twice(page) == []


def test_a_wide_sweep_draws_all_three_that_it_weighs(people: People) -> None:
    page = people.sign_in(COORDINATOR, path="/lab/")
    row = page.get_by_role("row").filter(has=page.get_by_text("oefenladder", exact=True)).last
    row.get_by_role("link", name=re.compile("verkennen", re.IGNORECASE)).click()
    assert look_over_twice(page) == []
    page.locator("[name=lowest]").fill("20")
    page.locator("[name=highest]").fill("160")
    page.get_by_label("Houden tegen wat op elke dag van kracht was").check()
    page.get_by_role("button", name="Verkennen").click()
    expect(page.locator("#edge")).to_have_text("De rand, naast: wat van kracht was")
    expect(page.locator("figure.chart")).to_have_count(2)
    assert page.locator("#edge ~ .table-wrap tbody tr").count() > 3
    assert look_over_twice(page) == []
    page.get_by_role("link", name=re.compile(r"^Punt \d+$")).first.click()
    expect(page.get_by_label("Naam", exact=True)).not_to_have_value("")


def test_it_works_in_english_and_without_any_script(people: People) -> None:
    page = people.sign_in_apart(COORDINATOR, path="/lab/", java_script_enabled=False)
    make_variant(page, "oefenladder", "Zonder script", {2: "30"})
    page.get_by_role("link", name="Doorrekenen").first.click()
    page.get_by_label("Houden tegen wat op elke dag van kracht was").check()
    page.get_by_role("button", name="Doorrekenen").click()
    expect(page.locator("#headline")).to_contain_text("Naast wat van kracht was")
    english = people.sign_in_apart(COORDINATOR)
    english.locator("button[name=language][value=en]").first.click()
    expect(english.locator("html")).to_have_attribute("lang", "en")
    for path in ("/lab/", "/lab/doorrekeningen/", "/lab/verkenningen/", "/lab/processen/"):
        english.goto(path)
        assert list(strangers(english, "en")) == []
    english.goto("/lab/doorrekeningen/")
    english.locator("main tbody a").first.click()
    assert list(strangers(english, "en")) == []
    english.locator("button[name=language][value=nl]").first.click()


def test_the_autumn_of_2020_with_a_lower_threshold(autumn: Site, people: People) -> None:
    """Days won and changes beside what was in force: v1 to 12 October, v1b after it."""
    page = people.sign_in(COORDINATOR, path="/lab/")
    make_variant(page, "v1b", "Een vijfde lager in 2020", {2: "40", 3: "120", 4: "200"})
    page.get_by_role("link", name="Doorrekenen").first.click()
    page.locator("[name=first]").fill("2020-09-18")
    page.locator("[name=last]").fill("2020-12-19")
    page.get_by_label("Houden tegen wat op elke dag van kracht was").check()
    page.get_by_role("button", name="Doorrekenen").click()
    assert finding_on(page) == (270, -10, 7)
    expect(page.get_by_role("main")).to_contain_text("v1: 18 september 2020 – 12 oktober 2020")
    assert look_over_twice(page) == []
