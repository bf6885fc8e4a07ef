"""What was learnt before comes beside a form while one types; without script when it returns."""

from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.people import SECRETARY, People

LEARNT = "De warme kleding voor vrijwilligers kwam te laat"
TYPED = "Warme kleding voor alle vrijwilligers"


def learn(people: People) -> None:
    site = people.site
    lesson = {
        "learnt": LEARNT,
        "source_kind": "work",
        "dossier": site.dossier,
        "organisation": site.organisation("VWS"),
    }
    people.send(SECRETARY, "lessons", lesson)


def test_a_lesson_is_offered_while_one_types_and_nothing_typed_is_lost(people: People) -> None:
    learn(people)
    page = people.sign_in(SECRETARY, path="/besluiten/vastleggen/")
    expect(page.get_by_text(LEARNT)).to_have_count(0)
    page.get_by_label("Tekst").fill(TYPED)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=LEARNT)).to_be_visible()
    assert axe.violations(page) == []
    expect(page.get_by_label("Tekst")).to_have_value(TYPED)
    plain = people.sign_in(SECRETARY, path="/besluiten/vastleggen/", java_script_enabled=False)
    plain.get_by_label("Tekst").fill(TYPED)
    plain.get_by_role("button", name="Opslaan").click()
    expect(plain.get_by_role("link", name=LEARNT)).to_be_visible()
    expect(plain.get_by_label("Tekst")).to_have_value(TYPED)
