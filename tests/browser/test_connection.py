"""The line is lost, the server dies, the session ends: nothing typed is lost or stands twice."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Error, Page, Route, expect

from coordination.people.example import PASSWORD
from tests.browser import axe, dying
from tests.browser.meetings import Planner, lines, quick_add, type_line
from tests.browser.people import SECRETARY, People, address_of
from tests.browser.site import Site
from tests.services.smtp import free_port

PATIENCE = 20_000


def test_lines_typed_offline_wait_visibly_and_go_out_once_in_order(
    people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    type_line(page, "nul")
    page.context.set_offline(True)
    for text in ("een", "twee", "drie"):
        type_line(page, text)
    expect(page.locator("[data-unsent] li")).to_have_text(["een", "twee", "drie"])
    expect(page.locator("#connection")).to_be_visible()
    page.keyboard.type("half")
    page.context.set_offline(False)
    expect(page.locator(".line-text")).to_have_text(
        ["nul", "een", "twee", "drie"], timeout=PATIENCE
    )
    expect(page.locator("[data-unsent]")).to_have_count(0)
    expect(page.locator("#connection")).to_be_hidden()
    expect(quick_add(page)).to_have_value("half")
    page.reload()
    assert lines(page) == ["nul", "een", "twee", "drie"]


def test_a_report_does_not_overtake_the_lines_that_are_still_on_their_way(
    people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    page.route("**/regels", slowly)
    for text in ("een", "twee", "drie"):
        type_line(page, text)
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    expect(page.locator("[data-unsent] h3")).to_contain_text("gaan eerst")
    page.wait_for_url("**/rondsturen")
    expect(page.locator(".letter")).to_contain_text("drie")


def slowly(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_lines_typed_offline_survive_closing_the_page(people: People, planner: Planner) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    address = page.url
    quick_add(page).focus()
    page.context.set_offline(True)
    type_line(page, "een")
    page.keyboard.type("nog niet af")
    expect(page.locator("[data-unsent] li")).to_have_text(["een"])
    page.close()
    again = people.contexts[-1].new_page()
    people.contexts[-1].set_offline(False)
    again.goto(address)
    expect(again.locator(".line-text")).to_have_text(["een"], timeout=PATIENCE)
    expect(quick_add(again)).to_have_value("nog niet af")


def test_a_server_that_dies_while_one_types_costs_no_line_and_doubles_none(
    site: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    typed = [f"regel {number}" for number in range(1, 9)]
    for number, text in enumerate(typed):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        if number == 2:
            site.kill()
        if number == 5:
            site.start()
    expect(page.locator(".line-text")).to_have_text(typed, timeout=PATIENCE)
    expect(page.locator("[data-unsent]")).to_have_count(0)
    page.reload()
    assert lines(page) == typed


def test_an_ended_session_asks_to_sign_in_beside_the_text(
    site: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in_apart(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    type_line(page, "voor het einde")
    end_session(site, page)
    page.keyboard.type("na het einde")
    page.keyboard.press("Enter")
    dialog = page.locator("#login-dialog")
    expect(dialog).to_be_visible()
    assert axe.violations(page) == []
    sign_in_beside(page, "niet het wachtwoord")
    expect(dialog.locator(".notice--error")).to_be_visible()
    assert axe.violations(page) == []
    sign_in_beside(page, PASSWORD)
    expect(dialog).to_be_hidden()
    expect(page.locator(".line-text")).to_have_text(["voor het einde", "na het einde"])
    expect(quick_add(page)).to_have_value("")
    page.reload()
    assert lines(page) == ["voor het einde", "na het einde"]


def test_an_edit_of_an_ended_session_is_saved_after_signing_in(
    site: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in_apart(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    type_line(page, "zoals het was")
    page.locator("[data-edit-open]").click()
    expect(page.locator("[data-editor] textarea")).to_be_focused()
    end_session(site, page)
    page.keyboard.type(", aangevuld")
    page.keyboard.press("Enter")
    expect(page.locator("#login-dialog")).to_be_visible()
    sign_in_beside(page, PASSWORD)
    expect(page.locator(".line-text")).to_have_text(["zoals het was, aangevuld"])


@pytest.mark.parametrize("script", [True, False])
def test_a_whole_form_of_an_ended_session_is_sent_after_signing_in_elsewhere(
    site: Site, people: People, script: bool
) -> None:
    page = people.sign_in_apart(SECRETARY, path="/varianten/nieuw/", java_script_enabled=script)
    page.locator("[name=question]").fill(f"Welke dijk eerst, met script {script}?\nEn dan?")
    end_session(site, page)
    page.locator("main form .button--primary").click()
    expect(page.locator("h1")).to_have_text("Uw sessie is verlopen")
    if script:
        assert axe.violations(page) == []
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Aanmelden in een nieuw tabblad").click()
    beside = opened.value
    beside.locator("[name=login]").fill(address_of(SECRETARY))
    beside.locator("[name=password]").fill(PASSWORD)
    beside.keyboard.press("Enter")
    expect(beside.locator("#menu")).to_be_attached()
    again = page.get_by_role("button", name="Opnieuw versturen")
    again.click()
    if not script:
        # without it the token of the old session is refused first
        again.click()
    expect(page.locator("h1")).to_contain_text("Welke dijk eerst")


@pytest.fixture
def mortal(site: Site) -> Iterator[Site]:
    """The same site on another port, of a web server that can be told when to die."""
    mortal = replace(site, port=free_port(), web=None, mail=None, settings=dying.__name__)
    mortal.start()
    yield mortal
    mortal.stop()
    (site.folder / dying.ORDER).unlink(missing_ok=True)


def test_a_form_whose_answer_was_lost_is_one_deed_when_it_is_posted_again(
    mortal: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan(), java_script_enabled=False)
    form = page.locator("form[data-quickadd]").last
    address = mortal.address + str(form.get_attribute("action"))
    fields: dict[str, str | float | bool] = {
        str(field.get_attribute("name")): field.input_value()
        for field in form.locator("input[name], textarea[name]").all()
    }
    fields["text"] = "een keer en niet vaker"
    dying.dies_after_the_next_deed(mortal.folder)
    with pytest.raises(Error):
        page.request.post(address, form=fields)
    mortal.await_answer()
    again = page.request.post(address, form=fields)
    assert (again.status, again.headers["idempotency-replayed"]) == (409, "without the answer")
    page.reload()
    assert lines(page) == ["een keer en niet vaker"]


def test_a_line_whose_answer_was_lost_stands_there_once_and_the_field_is_empty(
    mortal: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    page.goto(mortal.address + page.url.removeprefix(people.site.address))
    quick_add(page).focus()
    type_line(page, "een")
    dying.dies_after_the_next_deed(mortal.folder)
    type_line(page, "twee")
    type_line(page, "drie")
    expect(page.locator(".line-text")).to_have_text(["een", "twee", "drie"], timeout=PATIENCE)
    expect(page.locator("[data-unsent]")).to_have_count(0, timeout=PATIENCE)
    expect(quick_add(page)).to_have_value("")
    page.reload()
    assert lines(page) == ["een", "twee", "drie"]


def test_pressing_enter_twice_makes_one_line(people: People, planner: Planner) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    page.keyboard.type("een keer")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator(".line-text")).to_have_text(["een keer"])
    page.keyboard.type("twee keer")
    page.locator("[data-quickadd] button").last.dblclick()
    expect(page.locator(".line-text")).to_have_text(["een keer", "twee keer"])
    page.reload()
    assert lines(page) == ["een keer", "twee keer"]


def test_circulating_with_a_double_click_circulates_once(
    site: Site, people: People, planner: Planner
) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    type_line(page, "Sheet nalopen @VWS uiterlijk vrijdag")
    meeting = page.url.rstrip("/").rpartition("/")[2]
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").dblclick()
    expect(page.get_by_text("Vaststellen…")).to_be_visible()
    question = "SELECT count(*) FROM audit_auditevent WHERE action = ? AND object_id = ?"
    assert site.database.value(question, "meetings.circulated", meeting) == 1


def end_session(site: Site, page: Page) -> None:
    """As when it is revoked elsewhere, or was idle for too long."""
    key = next(one for one in page.context.cookies() if one.get("name") == "sessionid")
    statement = "DELETE FROM django_session WHERE session_key = ?"
    assert site.database.execute(statement, key.get("value")) == 1


def sign_in_beside(page: Page, password: str) -> None:
    dialog = page.locator("#login-dialog")
    dialog.locator("[name=login]").fill(address_of(SECRETARY))
    dialog.locator("[name=password]").fill(password)
    with page.expect_response("**/account/aanmelden/"):
        page.keyboard.press("Enter")
