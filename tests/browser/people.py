"""Who sits at a browser: signed in once per run, afterwards by the session that was kept."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebError

from coordination.people.example import PASSWORD
from tests.browser.site import Site

DESK: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
SECRETARY, LEAD = "secretaris.mlt3", "teamtrekker.mlt3"
MINISTERS = "secretaris.mcc"
OFFICER, COLLEAGUE = "beleidsmedewerker.vws", "beleidsmedewerker.szw"
DUTY_OFFICER, PARTNER = "piket", "ketenpartner"
COORDINATOR, ADMINISTRATOR, AUDITOR = "coordinator", "beheerder", "auditor"

# what the network itself says; the tests that break it look at the page instead
NETWORK = (
    "Failed to load resource: net::",
    "Failed to load resource: the server responded with a",
    "Response Status Error Code 4",
    "htmx:sendError",
    "htmx:afterRequest",
)
SERVER_FAILED = "status of 500"

PATIENCE = 20_000
"""Milliseconds that a page may take on a machine that has much else to do."""

IDLE = 1200.0
"""Seconds, less than after which the site ends a session."""

_kept: dict[tuple[str, str], tuple[Any, float]] = {}


def address_of(who: str) -> str:
    return f"{who}@example.gov"


@dataclass
class People:
    """Opens browsers on the site and keeps what their consoles complain of."""

    site: Site
    browser: Browser
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, **more: Any) -> Page:
        """A browser of nobody yet, at a desk unless told otherwise."""
        return self._context(**more).new_page()

    def sign_in(self, who: str, *, path: str = "/", **more: Any) -> Page:
        """Her browser on that page; the session is shared with her earlier browsers."""
        page = self.open(storage_state=self._session(who), **more)
        page.goto(path)
        return page

    def send(self, who: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """What the API answers to a deed of hers, without a page: for what a test begins with."""
        context = self._context(storage_state=self._session(who))
        token = {one.get("name"): one.get("value") for one in context.cookies()}["csrftoken"]
        headers = {"X-CSRFToken": str(token)}
        answer = context.request.post(f"/api/v1/{path}", data=body, headers=headers)
        assert answer.status == 201, answer.text()
        made: dict[str, Any] = answer.json()
        return made

    def sign_in_apart(self, who: str, *, path: str = "/", **more: Any) -> Page:
        """The same with a session that is hers alone, to end it without harm to other tests."""
        page = self.open(**more)
        type_credentials(page, who)
        page.goto(path)
        return page

    def leave(self) -> list[str]:
        """Close all browsers; what they complained of."""
        for context in self.contexts:
            context.close()
        return self.complaints

    def _context(self, **more: Any) -> BrowserContext:
        options = {**DESK, "locale": "nl-NL", "base_url": self.site.address, **more}
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        self.contexts.append(context)
        return context

    def _session(self, who: str) -> Any:
        """As she signed in once on this site; anew where it was idle for long."""
        key, now = (self.site.address, who), time.monotonic()
        state, used = _kept.get(key, (None, 0.0))
        if state is None or now - used > IDLE:
            context = self._context()
            type_credentials(context.new_page(), who)
            state = context.storage_state()
        _kept[key] = (state, now)
        return state

    def _failed(self, error: WebError) -> None:
        # htmx lets go of a promise when the network fails; that one says nothing
        if str(error.error) != "undefined":
            self.complaints.append(f"script: {error.error}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if message.text.startswith(NETWORK) and SERVER_FAILED not in message.text:
            return
        self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")


def type_credentials(page: Page, who: str) -> None:
    """Sign in with the keys alone."""
    page.goto("/account/aanmelden/")
    page.locator("[name=login]").focus()
    page.keyboard.type(address_of(who))
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
