"""Typing the minutes while the meeting goes on, with the keys alone."""

from playwright.sync_api import Page, expect

from tests.browser.meetings import Planner, line_of, lines, quick_add, read_back, type_line
from tests.browser.people import SECRETARY, People

PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const all = {clipboardData, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", all));
}"""


def at_keys(people: People, planner: Planner, *titles: str) -> Page:
    """The secretary with the cursor in the first line to type in."""
    page = people.sign_in(SECRETARY, path=planner.plan(*titles))
    quick_add(page).focus()
    return page


def test_lines_stand_there_on_enter_and_the_cursor_stays(people: People, planner: Planner) -> None:
    page = at_keys(people, planner, "Inventarisatie", "Rondvraag")
    type_line(page, "Constructieve brainstorm over de opdracht.")
    type_line(page, "! afspraak: de presentatie gaat met het verslag mee.")
    type_line(page, "Sheets stap 3 en stap 4 aanleveren @allen uiterlijk woensdag eind van de dag")
    expect(page.locator("[data-line]")).to_have_count(3)
    note, agreement, action = lines(page)
    assert note == "Constructieve brainstorm over de opdracht."
    assert agreement.startswith("Afspraak MLT3-")
    assert agreement.endswith("de presentatie gaat met het verslag mee.")
    assert action.startswith("Actie MLT3-")
    assert action.endswith("Sheets stap 3 en stap 4 aanleveren")
    expect(line_of(page, "Sheets stap 3").locator(".line-facts")).to_contain_text("alle deelnemers")


def test_what_is_recognised_is_read_back_while_typing(people: People, planner: Planner) -> None:
    page = at_keys(people, planner)
    page.keyboard.type("Voorbeeldsheet rondsturen @VWS uiterlijk wo")
    expect(read_back(page)).to_contain_text("VWS")
    expect(read_back(page)).to_contain_text("wo ")
    expect(page.locator("[data-line]")).to_have_count(0)


def test_an_unknown_owner_is_flagged_and_never_guessed(people: People, planner: Planner) -> None:
    page = at_keys(people, planner)
    page.keyboard.type("Lijst opvragen @XYZ uiterlijk vrijdag")
    expect(read_back(page).locator(".chip--warn")).to_contain_text("XYZ")
    type_line(page, "")
    expect(line_of(page, "Lijst opvragen").locator(".chip--warn")).to_contain_text("XYZ")


def test_a_line_is_edited_with_enter_and_left_with_escape(people: People, planner: Planner) -> None:
    page = at_keys(people, planner)
    type_line(page, "Eerste regel")
    page.locator("[data-edit-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-editor] textarea")).to_be_focused()
    page.keyboard.type(" die niet blijft")
    page.keyboard.press("Escape")
    expect(page.locator("[data-edit-open]")).to_be_focused()
    assert lines(page) == ["Eerste regel"]
    page.keyboard.press("Enter")
    expect(page.locator("[data-editor] textarea")).to_be_focused()
    page.keyboard.type(", aangevuld")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-edit-open]")).to_be_focused()
    assert lines(page) == ["Eerste regel, aangevuld"]


def test_a_line_moves_and_comes_back_after_removal(people: People, planner: Planner) -> None:
    page = at_keys(people, planner)
    for text in ("een", "twee", "drie"):
        type_line(page, text)
    choose(page, "drie", "Omhoog")
    expect(page.locator(".line-text")).to_have_text(["een", "drie", "twee"])
    choose(page, "een", "Verwijderen")
    expect(page.locator(".line-text")).to_have_text(["drie", "twee"])
    expect(page.locator("[data-toast]")).to_contain_text("Regel weggehaald")
    page.locator("[data-undo]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".line-text")).to_have_text(["een", "drie", "twee"])
    page.reload()
    assert lines(page) == ["een", "drie", "twee"]


def test_a_line_is_split_at_the_cursor(people: People, planner: Planner) -> None:
    page = at_keys(people, planner)
    type_line(page, "Eerste deel. Tweede deel.")
    page.locator("[data-edit-open]").focus()
    page.keyboard.press("Enter")
    field = page.locator("[data-editor] textarea")
    expect(field).to_be_focused()
    for _step in range(len("Tweede deel.")):
        page.keyboard.press("ArrowLeft")
    page.locator("[data-split]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".line-text")).to_have_text(["Eerste deel.", "Tweede deel."])


def test_forty_pasted_lines_are_checked_first_and_stand_in_order(
    people: People, planner: Planner
) -> None:
    page = at_keys(people, planner)
    typed = [f"Regel {number} van het verslag" for number in range(1, 41)]
    typed[9] = "Actie: regel 10 uitwerken @SZW uiterlijk vrijdag"
    page.evaluate(PASTE, "\n".join(typed))
    expect(page.locator(".preview > li")).to_have_count(40)
    expect(page.locator(".preview > li").nth(9)).to_contain_text("SZW")
    page.get_by_role("button", name="Voeg de aangevinkte regels toe").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-line]")).to_have_count(40)
    stand = lines(page)
    assert [stand[0], stand[39]] == [typed[0], typed[39]]
    assert stand[9].endswith("regel 10 uitwerken")
    assert stand[10:] == typed[10:]


def test_single_letters_type_and_do_nothing_outside_a_focused_item(
    people: People, planner: Planner
) -> None:
    page = at_keys(people, planner, "Besluitstuk")
    before = page.url
    page.locator("h1").click()
    for key in "cgantzx?":
        page.keyboard.press(key)
    assert page.url == before
    expect(page.locator("dialog[open]")).to_have_count(0)


def choose(page: Page, text: str, deed: str) -> None:
    """Open the line and do one thing with it, with the keys."""
    line_of(page, text).locator("[data-edit-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-editor] textarea")).to_be_focused()
    page.locator("[data-editor]").get_by_role("button", name=deed).focus()
    page.keyboard.press("Enter")
