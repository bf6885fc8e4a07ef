"""Meetings to type in, planned through the pages by the secretary."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import SECRETARY, People

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_numbers = count(1)


@dataclass
class Planner:
    people: People

    def plan(
        self, *titles: str, requested_decision: str = "", subject: str = "", place: str = ""
    ) -> str:
        """The path of a new meeting of MLT3, a week or more ahead, with these items."""
        page = self.people.sign_in(SECRETARY, path="/overleg/nieuw/")
        number = next(_numbers)
        today = datetime.now(UTC).astimezone(AMSTERDAM).replace(hour=10, minute=0)
        starts = today + timedelta(days=6 + number)
        page.get_by_label("Onderwerp").fill(subject or f"Oefening {number}")
        page.locator("[name=place]").fill(place)
        page.locator("[name=day]").fill(starts.strftime("%Y-%m-%d"))
        page.locator("[name=starts]").fill(starts.strftime("%H:%M"))
        page.locator("[name=ends]").fill((starts + timedelta(minutes=50)).strftime("%H:%M"))
        page.get_by_role("button", name="Overleg plannen").click()
        page.wait_for_url("**/agenda/")
        path = page.url.removeprefix(self.people.site.address).removesuffix("agenda/")
        for title in titles or ("Inventarisatie",):
            page.goto(f"{path}agenda/indienen")
            page.get_by_label("Titel").fill(title)
            page.locator("[name=requested_decision]").fill(requested_decision)
            page.locator("main form .button--primary").click()
            page.wait_for_url("**/agenda/**")
        page.context.close()
        return path


def quick_add(page: Page, item: int = -1) -> Locator:
    """The line one types in, under the item of that place."""
    return page.locator("[data-quickadd] textarea").nth(item)


def type_line(page: Page, text: str) -> None:
    """Type where the cursor is, and Enter; returns when the field is empty again."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_value("")


def read_back(page: Page, item: int = -1) -> Locator:
    """The chips below that line."""
    return page.locator("[data-quickadd] .readback").nth(item)


def line_of(page: Page, text: str) -> Locator:
    """The line with that text in it."""
    return page.locator("[data-line]").filter(has_text=text)


def lines(page: Page, item: int = -1) -> list[str]:
    """The texts of the lines under an item, in their order."""
    return [
        " ".join(text.split())
        for text in page.locator("[data-item]")
        .nth(item)
        .locator(".lines .line-text")
        .all_inner_texts()
    ]
