"""Meetings to type in, each of one test, planned by the secretary."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import MINISTERS, SECRETARY, People

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_numbers = count(1)


@dataclass
class Planner:
    people: People

    def plan(
        self, *titles: str, requested_decision: str = "", subject: str = "", place: str = ""
    ) -> str:
        """The path of a new meeting of MLT3, a week or more ahead, with these items."""
        site = self.people.site
        dossier = site.dossier
        key = self._open(SECRETARY, site.body, dossier, subject=subject, place=place)
        for title in titles or ("Inventarisatie",):
            item = {"meeting": key, "dossier": dossier, "title": title}
            item["requested_decision"] = requested_decision
            self.people.send(SECRETARY, "agenda-items", item)
        return f"/overleg/{key}/"

    def plan_of_ministers(self) -> None:
        """A meeting of the MCC, later than all that were planned before it."""
        site = self.people.site
        self._open(MINISTERS, site.body_called("MCC"), site.dossier)

    def _open(
        self, who: str, body: str, dossier: str, *, subject: str = "", place: str = ""
    ) -> str:
        number = next(_numbers)
        starts = day_to_plan(number)
        meeting = {
            "body": body,
            "dossier": dossier,
            "subject": subject or f"Oefening {number}",
            "place": place,
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(minutes=50)).isoformat(),
        }
        return str(self.people.send(who, "meetings", meeting)["id"])


def day_to_plan(number: int) -> datetime:
    """Ten o'clock of a day of its own."""
    today = datetime.now(UTC).astimezone(AMSTERDAM)
    return today.replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=6 + number)


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
