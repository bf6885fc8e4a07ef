"""On to the ministers with its papers, and back to who brought it in: nobody else, nothing else."""

import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.looks import look_over
from tests.browser.meetings import Planner, quick_add, type_line
from tests.browser.people import COORDINATOR, MINISTERS, OFFICER, PARTNER, PHONE, SECRETARY, People

OTHER = "Alleen voor wie erbij was"
MAILED = """SELECT address, body FROM mail_message
            WHERE kind = 'meetings.feedback' AND status = 'sent' AND subject LIKE ?"""
WAITING = """SELECT COUNT(*) FROM mail_message
             WHERE kind = 'meetings.feedback' AND status NOT IN ('sent', 'skipped')"""


@dataclass
class Brought:
    """An item of the working group with its title, and where its minutes are."""

    title: str
    path: str


@pytest.fixture
def brought(people: People, planner: Planner) -> Brought:
    """With a paper and a requested decision; beside it an item of a dossier of its own."""
    title = f"Opvang {time.monotonic_ns()}"
    path = planner.plan(title, requested_decision="Instemmen met tien plekken")
    page = people.sign_in(SECRETARY, path=f"{path}agenda/")
    page.get_by_role("link", name=f"Stuk toevoegen bij “{title}”").click()
    page.get_by_label("Titel").fill(f"Nota {title}")
    nota = FilePayload(name="nota.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n1\n%%EOF\n")
    page.locator("[name=upload]").set_input_files(nota)
    page.get_by_role("button", name="Aanleveren en toevoegen").click()
    page.wait_for_url("**/agenda/**")
    planner.plan_of_ministers()
    return Brought(title, path)


def refer(page: Page, title: str) -> str:
    """With D to the first meeting of the ministers after it; the path of that meeting."""
    page.locator("[data-item]").last.focus()
    page.keyboard.press("d")
    choice = page.locator("[name=meeting] option").filter(has_text="MCC ·").first
    meeting = choice.get_attribute("value")
    page.locator("[name=meeting]").select_option(meeting)
    assert look_over(page) == []
    page.get_by_role("main").locator(".button--primary").click()
    status = page.locator("[data-item]").filter(has_text=title).locator(".status").first
    expect(status).to_contain_text("doorgeleid naar MCC")
    return f"/overleg/{meeting}/"


def circulate(page: Page) -> None:
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.get_by_text("rondgestuurd als concept").first).to_be_visible()


def test_an_item_goes_on_with_its_papers_and_waits_for_the_other_secretary(
    people: People, brought: Brought
) -> None:
    page = people.sign_in(SECRETARY, path=brought.path)
    quick_add(page).focus()
    type_line(page, "Akkoord, mits de gemeenten meedoen")
    ministers = refer(page, brought.title)

    hers = people.sign_in(MINISTERS, path=f"{ministers}agenda/")
    item = hers.locator("[data-item], .agenda-item").filter(has_text=brought.title)
    expect(item).to_contain_text(f"Nota {brought.title}")
    expect(item).to_contain_text("Instemmen met tien plekken")
    assert look_over(hers) == []
    item.get_by_role("button", name="Accepteren").click()
    item.locator("[data-row-edit]").click()
    hers.get_by_label("Gevraagd besluit").fill("Instemmen met twintig plekken")
    hers.get_by_role("button", name="Opslaan").click()
    hers.wait_for_url("**/agenda/**")
    since = item.locator(".since")
    expect(since).to_contain_text("Gewijzigd sinds MLT3")

    reader = people.sign_in(OFFICER, path=f"{ministers}agenda/", **PHONE)
    reader.locator(".since").filter(has_text="MLT3").last.get_by_role("link").first.click()
    steps = reader.locator(".story-step")
    expect(steps).to_have_count(2)
    expect(steps.first).to_contain_text("Akkoord, mits de gemeenten meedoen")
    expect(steps.last.locator(".since del")).to_have_text("tien")
    expect(steps.last.locator(".since ins")).to_have_text("twintig")
    assert look_over(reader) == []


def test_the_extract_goes_back_to_the_team_and_to_nobody_else(
    people: People, brought: Brought
) -> None:
    page = people.sign_in(SECRETARY, path=brought.path)
    ministers = refer(page, brought.title)
    other = people.send(
        MINISTERS,
        "agenda-items",
        {
            "meeting": ministers.split("/")[2],
            "dossier": people.site.dossier_called("Kerst/jaarwisseling"),
            "title": OTHER,
        },
    )
    hers = people.sign_in(MINISTERS, path=f"{ministers}agenda/")
    item = hers.locator("[data-item], .agenda-item").filter(has_text=brought.title)
    item.get_by_role("button", name="Accepteren").click()
    hers.goto(ministers)
    hers.locator("[data-item]").filter(has_text=brought.title).focus()
    hers.keyboard.press("c")
    mine = hers.locator("[data-item]").filter(has_text=brought.title)
    expect(mine.locator(".agenda-item-head .status")).to_contain_text("conform")
    circulate(hers)

    hers.goto(f"/overleg/punten/{other['id']}/")
    hers.goto(ministers)
    hers.locator(".since").filter(has_text="MLT3").last.get_by_role("link").first.click()
    hers.get_by_role("link", name="Terugkoppelen").click()
    expect(hers.get_by_role("row", name="Teamtrekker MLT3")).to_contain_text("het uittreksel")
    expect(hers.locator("main")).not_to_contain_text(OTHER)
    listed = hers.locator("tbody th").all_inner_texts()
    assert look_over(hers) == []
    hers.get_by_label("Toelichting").fill("Dank aan het team")
    hers.get_by_role("button", name="Terugkoppelen").click()
    expect(hers.get_by_role("link", name="Teruggekoppeld")).to_be_visible()

    people.site.deliver_waiting_mail()
    mails = told(people, brought.title, len(listed))
    assert {address.partition("@")[0] for address, _body in mails} == {
        "beleidsmedewerker.bzk",
        "beleidsmedewerker.szw",
        "beleidsmedewerker.vws",
        "ocw",
        "scp",
        "secretaris.mlt3",
        "teamtrekker.mlt3",
    }
    for _address, body in mails:
        assert "Instemmen met tien plekken" in body
        assert "Dank aan het team" in body
        assert OTHER not in body

    stranger = people.sign_in(PARTNER, path="/post/")
    expect(stranger.locator("main")).not_to_contain_text(brought.title)
    lead = people.sign_in("teamtrekker.mlt3", path="/post/")
    lead.get_by_role("link", name=brought.title).first.click()
    expect(lead.locator("main")).to_contain_text("Dank aan het team")
    expect(lead.locator("main")).not_to_contain_text(OTHER)
    assert look_over(lead) == []


def told(people: People, title: str, number: int) -> list[tuple[str, str]]:
    """Who was mailed the extract, and what it said."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        rows = people.site.database.rows(MAILED, f"%{title}%")
        if len(rows) >= number and not people.site.database.value(WAITING):
            return [(str(address), str(body)) for address, body in rows]
        time.sleep(0.2)
    raise AssertionError(f"{title!r} was not mailed to {number} readers")


@pytest.fixture
def closed(people: People) -> str:
    """The key of a new dossier in which the coordinator and the secretary alone have a part."""
    page = people.sign_in(COORDINATOR, path="/dossiers/nieuw/")
    title = f"Gesloten {time.monotonic_ns()}"
    page.get_by_label("Titel").fill(title)
    page.locator("[name=restricted]").check()
    page.get_by_role("main").locator(".button--primary").click()
    page.wait_for_url("**/dossiers/*-*/")
    dossier = page.url.split("/")[-2]
    part = {"dossier": dossier, "user": people.site.user(SECRETARY), "function": "writer"}
    people.send(COORDINATOR, "dossier-access", part)
    return dossier


def test_of_a_closed_dossier_only_who_brought_the_item_in_hears(
    people: People, planner: Planner, closed: str
) -> None:
    path = planner.plan()
    title = f"Onder ons {time.monotonic_ns()}"
    item = {"meeting": path.split("/")[2], "dossier": closed, "title": title}
    made = people.send(COORDINATOR, "agenda-items", item)
    page = people.sign_in(SECRETARY, path=f"{path}agenda/")
    page.locator(".agenda-item").filter(has_text=title).get_by_role("button", name="Acc").click()
    page.goto(path)
    quick_add(page).focus()
    type_line(page, "Blijft binnenskamers")
    circulate(page)
    page.goto(f"/overleg/punten/{made['id']}/terugkoppelen")
    expect(page.locator("tbody th")).to_have_text(["Coördinator · DGSC-19"])
    page.get_by_role("button", name="Terugkoppelen").click()
    people.site.deliver_waiting_mail()
    assert [who for who, _body in told(people, title, 1)] == ["coordinator@example.gov"]

    member = people.sign_in(OFFICER, path=path)
    expect(member.locator("main")).not_to_contain_text("binnenskamers")
    expect(member.locator("main")).not_to_contain_text(title)
    gone = member.goto(f"/overleg/punten/{made['id']}/")
    assert gone is not None
    assert gone.status == 404
