"""The evening before: moved, a paper replaced, the sheet printed, and the old print outdated."""

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import axe
from tests.browser.looks import look_over, too_wide
from tests.browser.meetings import Planner
from tests.browser.people import PHONE, SECRETARY, People
from tests.browser.test_print import page_sizes

A4 = (595, 842)


def nota(words: bytes) -> FilePayload:
    content = b"%PDF-1.7\n" + words + b"\n%%EOF\n"
    return FilePayload(name="nota.pdf", mimeType="application/pdf", buffer=content)


def code_on(page: Page) -> str:
    """What stands on the paper."""
    page.emulate_media(media="print")
    code = page.locator(".print-code strong").first
    expect(code).to_be_visible()
    expect(page.locator(".print-code svg").first).to_be_visible()
    text = code.inner_text()
    page.emulate_media(media="screen")
    return text


def test_a_print_of_the_evening_before_is_told_to_be_outdated(
    people: People, planner: Planner
) -> None:
    path = planner.plan("Opvang", subject="De avond ervoor")
    page = people.sign_in(SECRETARY, path=f"{path}agenda/")
    page.get_by_role("link", name="Stuk toevoegen bij “Opvang”").click()
    page.get_by_label("Titel").fill("Nota opvang")
    page.locator("[name=upload]").set_input_files(nota(b"1"))
    page.get_by_role("button", name="Aanleveren en toevoegen").click()
    page.wait_for_url("**/agenda/**")
    page.goto(path)
    page.get_by_role("link", name="Spoorboekje").click()
    old = code_on(page)
    assert axe.violations(page) == []

    # the code holds whole seconds
    page.wait_for_timeout(1100)
    page.goto(f"{path}verplaatsen")
    page.locator("[name=starts]").fill("11:00")
    page.locator("[name=ends]").fill("11:50")
    page.get_by_role("button", name="Bekijk wat meebeweegt").click()
    page.get_by_role("button", name="Alles verplaatsen").click()
    page.wait_for_url("**/agenda/**")
    page.get_by_role("link", name="Nota opvang").first.click()
    page.locator("[name=upload]").set_input_files(nota(b"2"))
    page.get_by_role("button", name="Aanleveren").click()

    page.goto(f"{path}spoorboekje/")
    pdf = page.context.request.get(f"{path}spoorboekje.pdf").body()
    assert {tuple(map(round, size)) for size in page_sizes(pdf)} == {A4}
    new = code_on(page)

    page.goto("/c/")
    page.get_by_label("Code op de afdruk").fill(old.lower())
    page.get_by_role("button", name="Nakijken").click()
    expect(page.locator("main")).to_contain_text("Achterhaald.")
    expect(page.locator("main")).to_contain_text("10.00–10.50")
    expect(page.locator("main")).to_contain_text("11.00–11.50")
    expect(page.locator("main")).to_contain_text("“Nota opvang” is vervangen door versie 2")
    assert axe.violations(page) == []
    page.goto(f"/c/{new.replace('-', '')}")
    expect(page.locator("main")).to_contain_text("Actueel.")


def test_sheet_and_code_fit_a_phone_and_lines_are_copied(people: People, planner: Planner) -> None:
    path = planner.plan("Opvang", subject="Op een telefoon")
    page = people.sign_in(SECRETARY, path=f"{path}spoorboekje/", **PHONE)
    for address in (f"{path}spoorboekje/", "/c/"):
        page.goto(address)
        assert too_wide(page) == []
    page.goto(path)
    page.get_by_role("button", name="Voor chat en mail").click()
    expect(page.get_by_label("Selecteer deze regels")).to_contain_text("MLT3")
    assert look_over(page) == []
