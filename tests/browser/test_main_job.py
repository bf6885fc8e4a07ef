"""From the meeting to nothing open, without a mouse."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keys import press_on, tab_to
from tests.browser.meetings import day_to_plan, line_of, type_line
from tests.browser.people import LEAD, OFFICER, SECRETARY, People, type_credentials
from tests.browser.site import Site

SUBJECT = "Oefenoverleg met de toetsen"
TYPED = (
    "Constructieve brainstorm over de opdracht.",
    "! afspraak: de presentatie gaat met het verslag mee.",
    "Ingevulde sheets aanleveren @allen uiterlijk woensdag eind van de dag",
    "Voorbeeldsheet rondsturen @VWS uiterlijk wo 12u",
    "Handelingsopties uitwerken @DGSC-19 over twee weken",
    "Ledenlijst nalopen @DGSC-19 over drie weken",
)


def test_a_meeting_is_typed_circulated_and_followed_up_with_the_keys(
    site: Site, people: People
) -> None:
    page = people.open()
    type_credentials(page, SECRETARY)
    plan_the_meeting(page)
    type_the_meeting(page)
    subject = circulate(page)
    site.deliver_waiting_mail()
    read_own_mail(people, subject)
    follow_up(people)


def plan_the_meeting(page: Page) -> None:
    press_on(page, page.get_by_role("link", name="Overleggen").first)
    press_on(page, page.get_by_role("link", name="Overleg plannen"))
    starts = day_to_plan(0)
    fill(page, "subject", SUBJECT)
    fill(page, "day", f"{starts:%Y-%m-%d}")
    fill(page, "starts", "10:00")
    fill(page, "ends", "10:50")
    press_on(page, page.get_by_role("button", name="Overleg plannen"))
    press_on(page, page.get_by_role("link", name="Punt toevoegen").first)
    fill(page, "title", "Inventarisatie: stap 3 en stap 4")
    press_on(page, page.locator("main form .button--primary"))
    page.wait_for_url("**/agenda/**")
    crumbs = page.get_by_role("main").get_by_role("link", name="MLT3", exact=True)
    press_on(page, crumbs.first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(SUBJECT)


def fill(page: Page, name: str, text: str) -> None:
    """Go there with Tab and type; a day is typed in the order of the reader's country."""
    field = page.locator(f"main form [name={name}]")
    tab_to(page, field)
    field.fill(text)


def type_the_meeting(page: Page) -> None:
    field = page.get_by_label(re.compile("Regel toevoegen bij Inventarisatie"))
    tab_to(page, field)
    item = page.locator("[data-item]").filter(has=field)
    for text in TYPED[:3]:
        type_line(page, text)
    page.keyboard.type(TYPED[3])
    expect(item.locator(".readback").last).to_contain_text("VWS")
    page.keyboard.press("Enter")
    expect(page.locator("[data-line]")).to_have_count(4)
    for text in TYPED[4:]:
        type_line(page, text)
    expect(page.locator("[data-line]")).to_have_count(len(TYPED))
    expect(line_of(page, "Voorbeeldsheet").locator(".line-facts")).to_contain_text("12.00")


def circulate(page: Page) -> str:
    """The subject of the report that went round: other meetings go round on this site too."""
    page.locator("h1").evaluate("heading => heading.closest('main').focus()")
    press_on(page, page.get_by_role("link", name="Sluiten en rondsturen"))
    expect(page.locator(".letter")).to_contain_text("Uw punten")
    subject = page.locator("#letter-title").inner_text()
    press_on(page, page.get_by_role("button", name="Nu rondsturen"))
    expect(page.locator("[data-toast]")).to_contain_text("rond")
    expect(page.get_by_text("Vaststellen…")).to_be_visible()
    return subject


def read_own_mail(people: People, subject: str) -> None:
    page = people.sign_in(OFFICER, path="/post/")
    mail = page.get_by_role("link", name=subject, exact=True)
    for _look in range(60):
        if mail.count():
            break
        page.reload(wait_until="networkidle")
    press_on(page, mail)
    text = page.get_by_role("main")
    expect(text).to_contain_text("Voorbeeldsheet rondsturen")
    said = text.inner_text()
    assert "Uw punten" in said
    assert said.index("Uw punten") < said.index("Voorbeeldsheet") < said.index("Ledenlijst")


def follow_up(people: People) -> None:
    page = people.sign_in(LEAD, path="/acties/")
    tick(page, "Ledenlijst nalopen")
    move(page, "Handelingsopties uitwerken")
    hand_over(page, "Handelingsopties uitwerken")


def tick(page: Page, text: str) -> None:
    page.keyboard.press("j")
    row = page.locator("[data-rows] tbody tr:not(.group-row)").filter(has_text=text)
    for _step in range(page.locator("[data-rows] tbody tr").count()):
        if row.evaluate("row => row.contains(document.activeElement)"):
            break
        page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-toast]")).to_contain_text("Ongedaan maken")
    expect(row).to_have_class(re.compile("row--done"))


def move(page: Page, text: str) -> None:
    press_on(page, page.get_by_role("link", name=text))
    press_on(page, page.locator("summary").filter(has_text="Verplaatsen"))
    tab_to(page, page.locator("details[open] [name=due]"))
    page.keyboard.type("over vier weken")
    tab_to(page, page.locator("details[open] [name=reason]"))
    page.keyboard.type("wacht op de cijfers")
    press_on(page, page.locator("details[open] .button--primary"))
    expect(page.locator(".timeline")).to_contain_text("wacht op de cijfers")
    expect(page.locator(".meta")).to_contain_text("1 keer verplaatst")


def hand_over(page: Page, text: str) -> None:
    press_on(page, page.locator("summary").filter(has_text="Overdragen"))
    tab_to(page, page.locator("details[open] [name=owner]"))
    page.keyboard.type("BZK")
    tab_to(page, page.locator("details[open] [name=reason]"))
    page.keyboard.type("ligt bij BZK")
    press_on(page, page.locator("details[open] .button--primary"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)
    expect(page.locator(".error-summary")).to_have_count(0)
    expect(page.locator(".meta")).to_contain_text("BZK")
