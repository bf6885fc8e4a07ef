"""From Monday 2 to Tuesday 17 November 2020: a question of the Catshuis is back at the MCC.

Played in an instance that is an exercise, whose clock stands where the story is.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.browser import conftest
from tests.browser.looks import look_over
from tests.browser.meetings import quick_add, type_line
from tests.browser.people import COORDINATOR, MINISTERS, OFFICER, PHONE, People
from tests.browser.site import Site
from tests.services import ready

LEADER = "coordinator.twee"
QUESTION = "Hoe gaan we om met de wintersport in de voorjaarsvakantie?"
BEFORE = "Hoe kunnen we ons voorbereiden op de kerst en de jaarwisseling?"
LEFT = "Hoe kunnen we na afschaling van de maatregelen kwetsbaren beschermen"
ROUTE = [
    "Catshuis maandag 2 november 2020",
    "ACC donderdag 5 november 2020",
    "MCC dinsdag 10 november 2020",
    "ACC donderdag 12 november 2020",
    "MCC dinsdag 17 november 2020",
    "MCC vrijdag 20 november 2020",
]
ANSWER = "Alleen met afspraken met de landen waar men heen gaat"
TOLD = (
    "Eerst praten met Oostenrijk",
    "doorgeleid naar MCC",
    "Nota wintersport",
    "Grensregio's horen erbij",
    "doorgeleid naar ACC",
    "Gewijzigd sinds ACC do 12 nov",
    "conform",
    "Teruggekoppeld",
    ANSWER,
    "Leidde tot",
)
BEGINS = "UPDATE exercise_clocksetting SET story_at = '2020-11-02 09:00:00', speed = 0"
Go = Callable[[str], None]


class Story(Site):
    """An exercise with the example at the dates of its documents."""

    def prepare(self) -> None:
        ready.fill_new(ready.MIGRATED, self.database.url, self.folder)
        self.manage("migrate", "--verbosity=0")
        # before anything is loaded, so that all of it was there by then
        assert self.database.execute(BEGINS) == 1
        self.manage("load_example", "--on", "2020-11-02")

    def _environment(self) -> dict[str, str]:
        return super()._environment() | {"EXERCISE": "1"}


@pytest.fixture
def players(chromium: Browser) -> Iterator[People]:
    with conftest.started_site("november", mails=False, kind=Story) as site:
        players = People(site, chromium)
        yield players
        assert players.leave() == []


@pytest.fixture
def go(players: People) -> Go:
    """Puts the clock of the story at that moment, where it stands still."""
    page = players.sign_in(LEADER)

    def to(moment: str) -> None:
        page.goto("/oefening/")
        form = page.locator("details").filter(has=page.locator("[name=story_at]"))
        form.locator("summary").click()
        page.locator("[name=story_at]").fill(moment)
        form.locator("[name=speed]").fill("0")
        form.get_by_role("button").click()
        expect(page.locator("#story")).to_contain_text("staat stil")
        # every process takes it over a second later
        page.wait_for_timeout(1600)

    return to


def ask(page: Page) -> str:
    """Typed as a question in the minutes of the Catshuis, and put on the line from there."""
    page.goto("/overleg/?when=all&q=Catshuis")
    page.locator("main tbody a.table-title").filter(has_text="Catshuis").first.click()
    quick_add(page).focus()
    type_line(page, f"Vraag: {QUESTION}")
    page.goto(f"{page.url}agenda/")
    asked = page.locator("li").filter(has_text=QUESTION)
    asked.get_by_role("link", name="Op de advieslijn zetten").click()
    page.locator("[name=team]").select_option(label="MLT2 · (Wintersport)vakanties")
    page.locator("[name=route]").select_option(label="Advieslijn")
    page.get_by_role("button", name="Lijn beginnen").click()
    expect(page.locator(".story-step h2")).to_have_text(ROUTE)
    return page.url


def put(page: Page, story: str, stop: int, asks: str) -> str:
    """On the agenda of that stop; where its minutes are."""
    page.goto(story)
    step = page.locator(".story-step").nth(stop)
    step.get_by_role("link", name="Op de agenda zetten").click()
    page.locator("[name=requested_decision]").fill(asks)
    page.get_by_role("button", name="Op de agenda zetten").click()
    page.wait_for_url(story)
    return str(page.locator(".story-step h2 a").nth(stop).get_attribute("href"))


def add_paper(page: Page, story: str, stop: int) -> None:
    """Supplied in the dossier of the team, and meant for that stop."""
    page.goto(story)
    page.locator(".story-step").nth(stop).get_by_role("link", name="Stukken").click()
    page.get_by_role("link", name="Nieuw stuk aanleveren").click()
    page.get_by_label("Titel").fill("Nota wintersport")
    nota = FilePayload(name="nota.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n1\n%%EOF\n")
    page.locator("[name=upload]").set_input_files(nota)
    page.get_by_role("main").locator(".button--primary").click()
    page.goto(story)
    page.locator(".story-step").nth(stop).get_by_role("link", name="Stukken").click()
    page.locator("[name=paper]").select_option(label="Nota wintersport")
    page.get_by_role("main").locator(".button--primary").click()


def hold(page: Page, minutes: str, said: str, *, to: str = "") -> None:
    """Said and sent on with D, or decided with C; then sent round."""
    page.goto(f"{minutes}agenda/")
    item = page.locator(".agenda-item").filter(has_text=QUESTION)
    accept = item.get_by_role("button", name="Accepteren")
    if accept.count():
        accept.click()
    page.goto(minutes)
    item = page.locator("[data-item]").filter(has_text=QUESTION)
    item.locator("[data-quickadd] textarea").focus()
    type_line(page, said)
    item.focus()
    page.keyboard.press("d" if to else "c")
    if to:
        choice = page.locator("[name=meeting] option").filter(has_text=to)
        page.locator("[name=meeting]").select_option(choice.get_attribute("value"))
        page.get_by_role("main").locator(".button--primary").click()
    expect(item.locator(".agenda-item-head .status")).to_be_visible()
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.get_by_text("rondgestuurd als concept").first).to_be_visible()


def test_a_question_of_monday_2_november_is_back_on_tuesday_17_november(
    players: People, go: Go
) -> None:
    go("2020-11-02T16:30")
    keeper = players.sign_in(COORDINATOR)
    story = ask(keeper)
    add_paper(keeper, story, 1)
    acc = put(keeper, story, 1, "Instemmen met de richting")
    secretary = players.sign_in(MINISTERS)
    go("2020-11-05T11:00")
    hold(secretary, acc, "Eerst praten met Oostenrijk", to="MCC · dinsdag 10 november 2020")
    go("2020-11-10T16:00")
    mcc = meeting_of(keeper, story, 2)
    hold(secretary, mcc, "Grensregio's horen erbij", to="ACC · donderdag 12 november 2020")
    go("2020-11-12T11:00")
    hold(
        secretary,
        meeting_of(keeper, story, 3),
        "Twee varianten",
        to="MCC · dinsdag 17 november 2020",
    )
    go("2020-11-17T16:00")
    hold(secretary, meeting_of(keeper, story, 4), "De MCC dankt het team")
    feed_back(secretary, story)
    answer(keeper, story)

    # who was not there reads it the day after
    go("2020-11-18T09:00")
    reader = players.sign_in(OFFICER, path=story)
    for said in TOLD:
        expect(reader.locator(".story")).to_contain_text(said)
    expect(reader.locator(".story-step h2")).to_have_text(
        [*ROUTE[:5], "Antwoord", "Leidde tot", ROUTE[5]]
    )
    assert look_over(reader) == []
    reader.locator(".story-step--end").last.get_by_role("link").click()
    expect(reader.get_by_role("link", name=QUESTION)).to_be_visible()

    # beside the line before it, and the one that was let lie
    rows = lanes(reader, "2020-11-02")
    expect(rows.filter(has_text=BEFORE)).to_contain_text("beantwoord")
    expect(rows.filter(has_text=QUESTION).locator(".lane-stop").first).to_contain_text("Catshuis")
    rows = lanes(reader, "2020-11-16")
    back = rows.filter(has_text=QUESTION).locator(".lane-stop--answer")
    expect(back).to_contain_text("MCC")
    go("2020-11-30T09:00")
    late = lanes(reader, "2020-11-30").filter(has_text=LEFT).locator(".status--late")
    expect(late).to_contain_text("te laat: toegezegd voor di 17 nov")
    phone = players.sign_in(OFFICER, path=story, **PHONE)
    assert look_over(phone) == []


def meeting_of(page: Page, story: str, stop: int) -> str:
    page.goto(story)
    return str(page.locator(".story-step h2 a").nth(stop).get_attribute("href"))


def feed_back(page: Page, story: str) -> None:
    page.goto(story)
    page.locator(".story-step").nth(4).get_by_role("link", name="Verloop van dit punt").click()
    expect(page.locator(".story-step")).to_have_count(5)
    page.get_by_role("link", name="Terugkoppelen").click()
    page.get_by_role("button", name="Terugkoppelen").click()
    expect(page.get_by_role("link", name="Teruggekoppeld")).to_be_visible()


def answer(page: Page, story: str) -> None:
    page.goto(f"{story}antwoord")
    page.get_by_label("Antwoord").fill(ANSWER)
    decision = page.locator("[name=decision] option").filter(has_text="Instemmen met de richting")
    page.locator("[name=decision]").select_option(decision.first.get_attribute("value"))
    page.get_by_role("button", name="Antwoord noteren").click()


def lanes(page: Page, day: str) -> Locator:
    page.goto(f"/advieslijn/?dag={day}")
    assert look_over(page) == []
    return page.locator(".lanes tbody tr")
