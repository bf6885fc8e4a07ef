"""From a question of the Catshuis to the decision, told to someone who was not there."""

import re
import time
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from coordination.kit import clock
from tests.browser.looks import look_over
from tests.browser.meetings import quick_add, type_line
from tests.browser.people import COORDINATOR, MINISTERS, OFFICER, PHONE, People

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"
TOLD = (
    "Akkoord, met aandacht voor de regio",
    "doorgeleid",
    "Gewijzigd sinds ACC",
    "conform",
    "Teruggekoppeld",
    "Klein vieren kan",
    "Leidde tot",
)
LONGEST = "later dan di 22 dec, binnen de toegezegde cyclus"
EARLIER = "Hoe kunnen we ons voorbereiden op de kerst en de jaarwisseling?"


def first_monday() -> date:
    """The example's first Monday: the latest one at least two days back."""
    back = clock.today() - timedelta(days=2)
    return back - timedelta(days=back.weekday())


def in_words(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS.split()[day.month - 1]} {day.year}"


def ask(page: Page, question: str, asked: date) -> None:
    page.get_by_label("Vraag", exact=True).fill(question)
    page.locator("[name=team]").select_option(label="MLT3 · Perspectief voor kwetsbare groepen")
    page.locator("[name=route]").select_option(label="Advieslijn")
    page.locator("[name=asked_on]").fill(asked.isoformat())
    page.get_by_role("button", name="Lijn beginnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)


def meeting_of(page: Page, stop: int) -> str:
    """Where the minutes of that stop are."""
    return str(page.locator(".story-step h2 a").nth(stop).get_attribute("href"))


def circulate(page: Page) -> None:
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.get_by_text("rondgestuurd als concept").first).to_be_visible()


def treat_in_acc(people: People, minutes: str, to: date) -> Page:
    """Accepted, spoken about, and with D on to the meeting of the MCC; then sent round."""
    page = people.sign_in(MINISTERS, path=f"{minutes}agenda/")
    page.get_by_role("button", name="Accepteren").click()
    page.goto(minutes)
    quick_add(page).focus()
    type_line(page, "Akkoord, met aandacht voor de regio")
    page.locator("[data-item]").last.focus()
    page.keyboard.press("d")
    choice = page.locator("[name=meeting] option").filter(has_text=f"MCC · {in_words(to)}")
    page.locator("[name=meeting]").select_option(choice.get_attribute("value"))
    page.get_by_role("main").locator(".button--primary").click()
    expect(page.locator("[data-item]").last.locator(".status").first).to_contain_text("MCC")
    circulate(page)
    return page


def treat_in_mcc(page: Page, minutes: str) -> None:
    """Decided, sent round, and fed back to the team."""
    page.goto(minutes)
    item = page.locator("[data-item]").last
    expect(item.locator(".since")).to_contain_text("Gewijzigd sinds ACC")
    item.focus()
    page.keyboard.press("c")
    expect(item.locator(".agenda-item-head .status")).to_contain_text("conform")
    expect(page.locator("#spoken")).to_have_text("Uitkomst genoteerd: conform")
    circulate(page)
    page.locator(".since").last.get_by_role("link", name="Verloop van dit punt").click()
    expect(page.locator(".story-step")).to_have_count(2)
    page.get_by_role("link", name="Terugkoppelen").click()
    expect(page.get_by_role("row", name="Teamtrekker MLT3")).to_contain_text("het uittreksel")
    assert look_over(page) == []
    page.get_by_role("button", name="Terugkoppelen").click()
    expect(page.get_by_role("link", name="Teruggekoppeld")).to_be_visible()


def answer(page: Page, story: str) -> None:
    """With the decision of the MCC."""
    page.goto(f"{story}antwoord")
    page.get_by_label("Antwoord").fill("Klein vieren kan")
    decision = page.locator("[name=decision] option").filter(has_text="Instemmen met de richting")
    page.locator("[name=decision]").select_option(decision.first.get_attribute("value"))
    page.get_by_role("button", name="Antwoord noteren").click()


def test_a_question_comes_back_from_the_bodies_with_its_decision(people: People) -> None:
    question = f"Wat kan er wel voor proef {time.monotonic_ns()}?"
    asked = first_monday() + timedelta(days=14)
    page = people.sign_in(COORDINATOR, path="/advieslijn/nieuw/")
    ask(page, question, asked)
    stops = page.locator(".story-step h2")
    expect(stops.nth(0)).to_have_text(f"Catshuis {in_words(asked)}")
    expect(stops.nth(1)).to_have_text(f"ACC {in_words(asked + timedelta(days=3))}")
    expect(stops.nth(4)).to_have_text(f"MCC {in_words(asked + timedelta(days=15))}")
    story = page.url
    page.locator(".story-step").nth(1).get_by_role("link", name="Op de agenda zetten").click()
    page.get_by_label("Gevraagd besluit").fill("Instemmen met de richting")
    page.get_by_role("button", name="Op de agenda zetten").click()
    acc, mcc = meeting_of(page, 1), meeting_of(page, 2)
    treat_in_mcc(treat_in_acc(people, acc, asked + timedelta(days=8)), mcc)
    answer(page, story)
    reader = people.sign_in(OFFICER, path=story)
    for words in TOLD:
        expect(reader.locator(".story")).to_contain_text(words)
    assert look_over(reader) == []
    reader.locator(".story-step--end").last.get_by_role("link").click()
    expect(reader.get_by_role("link", name=question)).to_be_visible()


def test_a_team_for_the_long_term_puts_an_interim_product_to_the_ministers(people: People) -> None:
    product = f"Checklist voor proef {time.monotonic_ns()}"
    # a cycle after the meetings that the question above has held
    day = first_monday() + timedelta(days=29)
    page = people.sign_in(COORDINATOR, path="/advieslijn/nieuw/")
    page.locator("[name=kind]").select_option("product")
    page.get_by_label("Vraag", exact=True).fill(product)
    page.locator("[name=team]").select_option(label="LT2 · Voorbereid de crisis door")
    page.locator("[name=route]").select_option(label="Tussenproduct naar de MCC")
    page.locator("[name=asked_on]").fill(day.isoformat())
    page.get_by_role("button", name="Lijn beginnen").click()
    stops = page.locator(".story-step h2")
    expect(stops).to_have_text(
        [
            f"ACC {in_words(day + timedelta(days=2))}",
            f"MCC {in_words(day + timedelta(days=7))}",
        ]
    )
    expect(page.locator(".story")).to_contain_text("uitkomst hier toegezegd")
    page.locator(".story-step").last.get_by_role("link", name="Op de agenda zetten").click()
    page.get_by_label("Gevraagd besluit").fill("Instemmen met de checklist")
    page.get_by_role("button", name="Op de agenda zetten").click()
    story, agenda = page.url, f"{meeting_of(page, 1)}agenda/"
    minister = people.sign_in(MINISTERS, path=agenda)
    item = minister.locator(".agenda-item").filter(has_text=product)
    expect(item).to_contain_text("Instemmen met de checklist")
    item.get_by_role("button", name="Accepteren").click()
    page.goto(story)
    expect(page.get_by_role("link", name="Uitkomst noteren")).to_be_visible()
    assert look_over(page) == []


def test_two_lines_stand_beside_each_other_on_a_desk_and_on_a_phone(people: People) -> None:
    monday = first_monday()
    day = monday.isoformat()
    page = people.sign_in(OFFICER, path=f"/advieslijn/?dag={day}")
    rows = page.locator(".lanes tbody tr")
    expect(rows.filter(has_text=EARLIER)).to_contain_text("beantwoord")
    now = rows.filter(has_text="kwetsbaren beschermen")
    expect(now.locator(".lane-stop").first).to_contain_text("Catshuis")
    back = monday + timedelta(days=15)
    expect(now.locator(".lane-then")).to_contain_text(re.compile(rf"di {back.day} \w+: MCC"))
    assert look_over(page) == []
    # the longest that is said of a promise stays beside the days
    head = rows.filter(has_text=EARLIER).get_by_role("rowheader")
    head.locator(".status").evaluate("(said, words) => said.append(words)", LONGEST)
    assert head.evaluate("cell => cell.scrollWidth - cell.clientWidth") <= 0
    phone = people.sign_in(OFFICER, path=f"/advieslijn/?dag={day}", **PHONE)
    card = phone.locator(".lanes tbody tr").filter(has_text=EARLIER)
    # a stop on a line, those before this cycle too
    expect(card.get_by_text("Catshuis")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["viewport"]["width"]
    assert look_over(phone) == []
