"""Action points and requests for input, each of one test."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from playwright.sync_api import Locator, Page

from tests.browser.people import LEAD, SECRETARY, People

_numbers = count(1)


@dataclass
class Asker:
    people: People

    def add_point(self, text: str = "") -> str:
        """The number of a new point of VWS, which the lead of its dossier may tick."""
        site = self.people.site
        point = {
            "text": text or f"Punt {next(_numbers)}",
            "dossier": site.dossier,
            "body": site.body,
            "owner": {"organisation": site.organisation("VWS")},
            "term": {"due_on": later()},
        }
        return str(self.people.send(LEAD, "action-points", point)["number"])

    def ask_contribution(self, question: str, member: str) -> None:
        """A new request to one organisation, which is mailed at once."""
        site = self.people.site
        request = {
            "question": question,
            "form": "both",
            "dossier": site.dossier,
            "body": site.body,
            "members": [site.organisation(member)],
            "term": {"due_on": later()},
        }
        self.people.send(SECRETARY, "contributions", request)


def later() -> str:
    return (datetime.now(UTC).date() + timedelta(days=14)).isoformat()


def row_of(page: Page, said: str) -> Locator:
    """The row of the list with this number or text, also after it was swapped."""
    return page.locator("[data-rows] tbody tr:not(.group-row)").filter(has_text=said)
