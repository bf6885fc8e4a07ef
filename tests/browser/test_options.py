"""A question with three variants: one that was missing, compared, chosen with why, and tried."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import look_over
from tests.browser.people import COLLEAGUE, COORDINATOR, OFFICER, PARTNER, PHONE, SECRETARY, People
from tests.browser.points import later

INTERIOR = "beleidsmedewerker.bzk"
ASPECTS = {
    "description": "Eén pilot per sector",
    "for_whom": "Sectoren die nu nog niet meedoen",
    "conditions": "Zorgvuldigheid",
    "advantages": "Bereidt het besluit voor",
    "disadvantages": "Weinig tijd",
    "risks": "Een pilot die misgaat werkt door",
    "cost": "€ 50.000",
}

SPILT = "cells => cells.filter(c => c.scrollWidth > c.clientWidth).map(c => c.textContent)"


def add_variant(page: Page, title: str, **aspects: str) -> None:
    page.get_by_role("link", name="Variant toevoegen").click()
    page.get_by_label("Titel").fill(title)
    for name, text in aspects.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("columnheader", name=title)).to_be_visible()


@pytest.fixture
def question(people: People) -> str:
    """The page of a question with variants A and B, asked in the dossier of MLT3."""
    page = people.sign_in(COORDINATOR, path="/varianten/nieuw/")
    page.get_by_label("Vraag", exact=True).fill(f"Waar proberen we het {time.monotonic_ns()}?")
    page.locator("[name=dossier]").select_option(people.site.dossier)
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url("**/varianten/*-*/")
    url = page.url
    add_variant(page, "Nieuwe sectoren", **ASPECTS)
    add_variant(page, "Eén regio")
    for text in ASPECTS.values():
        expect(page.get_by_role("table", name="Vergelijking")).to_contain_text(text)
    assert look_over(page) == []
    return url


def test_who_is_consulted_says_what_is_missing(people: People, question: str) -> None:
    page = people.sign_in(COORDINATOR, path=question)
    page.get_by_role("link", name="Consulteren").click()
    expect(page.locator("[name=question]")).to_have_value(re.compile("Welke variant ontbreekt"))
    page.locator("[name=due_on]").fill(later())
    page.locator("[name=members]").fill("@SZW @BZK")
    assert look_over(page) == []
    page.get_by_role("button", name="Uitvragen").click()
    expect(page.locator("main")).to_contain_text("consultatie tot")

    szw = people.sign_in(COLLEAGUE, path=question)
    bzk = people.sign_in(INTERIOR, path=question, **PHONE)
    expect(szw.locator("main")).to_contain_text("Welke variant ontbreekt?")
    add_variant(szw, "Nachthoreca")
    bzk.get_by_label("Waarover").select_option(label="B. Eén regio")
    bzk.get_by_label("Opmerking", exact=True).fill("Denk aan de grensregio's")
    assert look_over(bzk) == []
    bzk.get_by_role("button", name="Opmerking toevoegen").click()
    expect(bzk.locator("#consultations")).to_contain_text("Denk aan de grensregio's")

    page.goto(question)
    expect(page.get_by_role("columnheader", name="C. Nachthoreca")).to_be_visible()
    expect(page.locator("#consultations")).to_contain_text("2 van 2 reageerden")
    stranger = people.sign_in(PARTNER, path=question)
    expect(stranger.get_by_role("link", name="Variant toevoegen")).to_have_count(0)


@pytest.fixture
def decided(people: People) -> str:
    """What a decision says that the working group took in the same dossier."""
    text = f"Wij beginnen in één regio {time.monotonic_ns()}"
    page = people.sign_in(SECRETARY, path="/besluiten/vastleggen/")
    page.locator("[name=text]").fill(text)
    page.locator("[name=body]").select_option(people.site.body)
    page.locator("[name=taken_on]").fill("2026-11-02")
    page.locator("[name=dossier]").select_option(people.site.dossier)
    page.get_by_role("button", name="Opslaan").click()
    page.wait_for_url("**/besluiten/*-*/")
    return text


def choose(page: Page, decided: str) -> None:
    page.get_by_role("link", name="Kiezen").click()
    page.locator("[name=variant]").select_option(label="B. Eén regio")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("[name=variant] option:checked")).to_have_text("B. Eén regio")
    page.locator("[name=reason]").fill("Daar is het overzichtelijk")
    choice = page.locator("[name=decision] option").filter(has_text=decided[:40])
    page.locator("[name=decision]").select_option(choice.first.get_attribute("value"))
    page.locator("textarea").nth(1).fill("Te veel sectoren tegelijk")
    assert look_over(page) == []
    page.get_by_role("button", name="Opslaan").click()


def test_the_choice_has_its_decision_and_reason_and_leaves_the_others(
    people: People, question: str, decided: str
) -> None:
    page = people.sign_in(COORDINATOR, path=question)
    for title in ("Experimenten in de nachthoreca vergunnen", "Eerst de sport, dan de cultuur"):
        add_variant(page, title)
    choose(page, decided)
    assert page.locator(".compare th").evaluate_all(SPILT) == []
    made = page.locator("main .requested").first
    expect(made).to_contain_text("Daar is het overzichtelijk")
    expect(page.get_by_role("row", name="Waarom niet")).to_contain_text("Te veel sectoren tegelijk")
    expect(page.get_by_role("columnheader", name="A. Nieuwe sectoren")).to_be_visible()
    reader = people.sign_in(OFFICER, path=question)
    reader.locator("main .requested").first.get_by_role("link").click()
    expect(reader.get_by_role("link", name="Waar proberen we het").first).to_be_visible()
    page.get_by_role("button", name="Keuze terugnemen").click()
    expect(page.get_by_role("link", name="Kiezen")).to_be_visible()


def test_a_pilot_says_where_when_with_whose_permit_and_what_was_learnt(
    people: People, question: str
) -> None:
    page = people.sign_in(COORDINATOR, path=question)
    page.get_by_role("link", name="Pilot toevoegen").last.click()
    page.get_by_label("Plaats").fill("Oefentekst: Zeeland")
    page.get_by_label("Sector").fill("Alle sectoren")
    page.locator("[name=starts_on]").fill("2026-12-14")
    page.locator("[name=ends_on]").fill("2026-12-01")
    page.locator("[name=permit]").select_option("granted")
    page.get_by_label("Vergunning van").fill("Veiligheidsregio Zeeland")
    page.get_by_label("Wat wordt gemeten").fill("Naleving en wachttijd")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Wat wordt gemeten")).to_have_value("Naleving en wachttijd")
    assert look_over(page) == []
    page.locator("[name=ends_on]").fill("2026-12-21")
    page.get_by_label("Wat is geleerd").fill("Het duurt te lang")
    page.get_by_role("button", name="Opslaan").click()
    pilot = page.get_by_role("row", name="Oefentekst: Zeeland")
    for said in ("Alle sectoren", "verleend", "Veiligheidsregio Zeeland", "Het duurt te lang"):
        expect(pilot).to_contain_text(said)
    assert look_over(page) == []
