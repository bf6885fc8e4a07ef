"""A secretary puts the papers together, has them made one file, and adds what came later."""

import os
import re
import signal
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import FilePayload, Page, expect

from coordination.meetings.bundle import press
from tests.browser.looks import look_over
from tests.browser.meetings import Planner
from tests.browser.people import PHONE, SECRETARY, People
from tests.coordination.meetings.papers_kit import pdf_saying


def supply(page: Page, meeting: str, title: str) -> None:
    """A paper with the first item of the agenda."""
    page.goto(f"{meeting}agenda/")
    page.get_by_role("link", name="Stuk toevoegen bij").first.click()
    page.get_by_label("Titel").fill(title)
    content = FilePayload(
        name="stuk.pdf", mimeType="application/pdf", buffer=pdf_saying(title, "Bijlage")
    )
    page.locator("input[type=file]").set_input_files(content)
    page.get_by_role("button", name="Aanleveren en toevoegen").click()
    expect(page.get_by_role("link", name=title).first).to_be_visible()


def have_made(page: Page, people: People, label: str) -> bytes:
    """Ask for it, see that it waits, let a worker make it, and fetch it."""
    page.get_by_role("button", name=label).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    people.site.manage("make_papers")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name=label).click()
    return download.value.path().read_bytes()


def test_papers_become_one_file_and_what_comes_later_the_next_set(
    people: People, planner: Planner
) -> None:
    meeting = planner.plan()
    page = people.sign_in(SECRETARY)
    supply(page, meeting, "Advies opvang")
    page.goto(f"{meeting}agenda/")
    page.get_by_role("link", name="Vergaderstukken").click()
    assert look_over(page) == []
    page.get_by_role("button", name="Stukken samenstellen").click()
    assert press.said_pages(have_made(page, people, "De hele set")) == 1 + 2
    assert look_over(page) == []
    supply(page, meeting, "Nagekomen cijfers")
    page.goto(f"{meeting}stukken/")
    page.get_by_role("button", name="Volgende set samenstellen").click()
    changes = page.get_by_role("region", name="Gewijzigd sinds set 1")
    expect(changes.get_by_role("listitem")).to_have_text(
        [re.compile("nieuw.*Nagekomen cijfers", re.DOTALL)]
    )
    assert press.said_pages(have_made(page, people, "Alleen wat nieuw of vervangen is")) == 1 + 2
    phone = people.sign_in(SECRETARY, path=f"{meeting}stukken/", **PHONE)
    assert look_over(phone) == []


def test_without_script_the_file_is_made_and_fetched(people: People, planner: Planner) -> None:
    meeting = planner.plan()
    page = people.sign_in(SECRETARY, path=f"{meeting}stukken/", java_script_enabled=False)
    page.get_by_role("button", name="Stukken samenstellen").click()
    page.get_by_role("button", name="De hele set").click()
    people.site.manage("make_papers")
    page.get_by_role("link", name="Kijk hoe ver het is").click()
    page.reload()
    expect(page.get_by_role("link", name="De hele set")).to_be_visible()


FILE = "FROM meetings_papersfile JOIN meetings_meetingpapers s ON s.id = papers_id WHERE meeting_id"


def test_a_worker_killed_halfway_leaves_the_file_to_the_next_which_makes_it_once(
    people: People, planner: Planner
) -> None:
    meeting, site = planner.plan(), people.site
    key = meeting.split("/")[2]
    page = people.sign_in(SECRETARY)
    supply(page, meeting, "Advies opvang")
    page.goto(f"{meeting}stukken/")
    page.get_by_role("button", name="Stukken samenstellen").click()
    page.get_by_role("button", name="De hele set").click()
    expect(page.get_by_role("progressbar")).to_be_visible()

    def said(what: str) -> Any:
        return site.database.value(f"SELECT {what} {FILE} = ?", key)

    worker = site.start_command("make_papers")
    until(lambda: said("status") == "running")
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert (said("status"), said("attempt")) == ("running", 1)
    site.manage("make_papers")
    assert said("attempt") == 1, "nobody takes it while its worker may live"
    silent = datetime.now(UTC) - timedelta(minutes=2)
    site.database.execute("UPDATE meetings_papersfile SET alive_at = ?", silent)
    for _turn in range(2):
        site.manage("make_papers")
        assert (said("status"), said("attempt")) == ("done", 2)
    assert len(list(site.folder.rglob(f"{said('meetings_papersfile.id')}*"))) == 1
    made = "SELECT count(*) FROM audit_auditevent WHERE action = ? AND object_id = ?"
    told = site.database.value(made, "meetings.papers_made", str(said("meetings_papersfile.id")))
    assert told == 1
    page.reload()
    with page.expect_download() as download:
        page.get_by_role("link", name="De hele set").click()
    assert press.said_pages(download.value.path().read_bytes()) == 1 + 2


def until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.01)
