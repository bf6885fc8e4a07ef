"""Monday: the extract reaches the team within a quarter of an hour, and no outsider reads on."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from coordination.kit import clock
from tests.browser.meetings import type_line
from tests.browser.people import LEAD, MINISTERS, OFFICER, PARTNER, People, address_of
from tests.browser.site import Site

OPEN, SECRET = "Vrijblijvend besproken ooievaar", "Sluiting wordt heroverwogen kwartel"
QUARTER = timedelta(minutes=15)
SPAN = """SELECT m.closed_at, max(one.not_before) FROM mail_message one, meetings_meeting m
WHERE one.kind = 'meetings.feedback' AND m.id = ? AND one.queued_at >= m.closed_at
GROUP BY m.closed_at"""
MAILED = "SELECT body FROM mail_message one JOIN people_recipient r ON r.id = one.recipient_id \
JOIN people_user u ON u.id = r.user_id WHERE u.email = ? AND body LIKE ?"


@dataclass
class Monday:
    """A meeting of ministers with an item anybody with a part may read, and one under embargo."""

    path: str
    key: str
    free: str
    held: str
    dossiers: tuple[str, str]


def open_dossier(people: People, title: str, *, outsider: str) -> str:
    """Worked in by MLT3, and read by the outsider."""
    site = people.site
    made = {"title": title, "kind": "theme", "owner": site.organisation("DGSC-19")}
    key = str(people.send(LEAD, "dossiers", made)["id"])
    people.send(LEAD, "dossier-access", {"dossier": key, "body": site.body, "function": "writer"})
    people.send(LEAD, "dossier-access", {"dossier": key, "user": outsider, "function": "reader"})
    return key


def prepare(people: People) -> Monday:
    site = people.site
    outsider = str(
        site.database.value("SELECT id FROM people_user WHERE email = ?", address_of(PARTNER))
    )
    free = open_dossier(people, "Maandag open", outsider=outsider)
    held = open_dossier(people, "Maandag onder embargo", outsider=outsider)
    page = people.sign_in(LEAD, path=f"/dossiers/{held}/")
    page.goto(f"/dossiers/{held}/rubricering/")
    until = clock.now() + timedelta(days=2)
    page.locator("[name=embargo_until]").fill(f"{until:%Y-%m-%dT%H:%M}")
    page.locator("[name=reason]").fill("Tot de persconferentie")
    page.locator("main form .button--primary").click()
    expect(page.locator("main")).to_contain_text("Maandag onder embargo")
    starts = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=5)
    meeting = {
        "body": site.body_called("MCC"), "dossier": free, "subject": "Maandag", "place": "",
        "starts_at": starts.isoformat(), "ends_at": (starts + timedelta(minutes=50)).isoformat(),
    }  # fmt: skip
    key = str(people.send(MINISTERS, "meetings", meeting)["id"])
    items = [
        str(
            people.send(
                MINISTERS, "agenda-items", {"meeting": key, "dossier": one, "title": title}
            )["id"]
        )
        for one, title in ((free, "Open punt"), (held, "Punt onder embargo"))
    ]
    return Monday(f"/overleg/{key}/", key, items[0], items[1], (free, held))


def outside(people: People, monday: Monday) -> str:
    """Everything the outsider can ask, as it comes back."""
    page = people.sign_in(PARTNER, path="/")
    said = []
    for path in (
        "/", monday.path, f"{monday.path}agenda/", f"{monday.path}wijzigingen?after=0",
        f"{monday.path}verslag.html", f"/overleg/punten/{monday.held}/",
        f"/overleg/punten/{monday.free}/", *(f"/dossiers/{one}/" for one in monday.dossiers),
        "/zoeken/?q=kwartel", "/zoeken/?q=ooievaar", "/besluiten/", "/termijnen/", "/acties/",
        "/cyclus/afgedaan/", "/post/", f"/overleg/{monday.key}/overleg.ics",
        f"/api/v1/entries?meeting={monday.key}", "/api/v1/entries?after=0", "/api/v1/agenda-items",
        "/api/v1/decisions", "/api/v1/due", "/api/v1/settled", "/api/v1/messages",
        f"/api/v1/agenda-items/{monday.held}", f"/api/v1/meetings/{monday.key}",
    ):  # fmt: skip
        answer = page.context.request.get(path)
        assert answer.status < 500, path
        # what she searched for herself stands in the field
        said.append(re.sub(r'value="(kwartel|ooievaar)"|q=(kwartel|ooievaar)', "", answer.text()))
    return "\n".join(said)


def circulate(page: Page) -> None:
    page.get_by_role("link", name="Sluiten en rondsturen").click()
    page.get_by_role("button", name="Nu rondsturen").click()
    expect(page.locator("[data-toast]")).to_contain_text("rond")


def test_the_extract_is_with_the_team_in_time_and_nobody_outside_reads_under_embargo(
    site: Site, people: People
) -> None:
    monday = prepare(people)
    heard = [outside(people, monday)]
    page = people.sign_in(MINISTERS, path=monday.path)
    for item, line in ((monday.free, OPEN), (monday.held, f"! {SECRET}")):
        # the last of its three phases
        page.locator(f"#item-{item} [data-quickadd] textarea").last.focus()
        type_line(page, line)
        heard.append(outside(people, monday))
    circulate(page)
    heard.append(outside(people, monday))
    page.goto(f"/overleg/punten/{monday.held}/terugkoppelen")
    page.get_by_role("button", name="Terugkoppelen").click()
    heard.append(outside(people, monday))

    ((closed, leaves),) = site.database.rows(SPAN, monday.key)
    assert leaves - closed < QUARTER
    site.deliver_waiting_mail()
    reader = people.sign_in(LEAD, path="/post/")
    extract = reader.get_by_role("link", name=re.compile("Punt onder embargo")).first
    for _look in range(60):
        if extract.count():
            break
        reader.reload(wait_until="networkidle")
    extract.click()
    expect(reader.get_by_role("main")).to_contain_text(SECRET)
    heard.append(outside(people, monday))

    assert [SECRET in said or "kwartel" in said for said in heard] == [False] * len(heard)
    assert OPEN in heard[-1]
    assert site.database.rows(MAILED, address_of(PARTNER), "%kwartel%") == []
    inside = people.sign_in(OFFICER, path=monday.path)
    expect(inside.get_by_role("main")).to_contain_text(SECRET)
