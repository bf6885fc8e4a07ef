"""Remakes docs/screenshots/minutes.png: `python -m tests.browser.screenshot`."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django

django.setup()

from playwright.sync_api import sync_playwright  # noqa: E402  the environment comes first

from tests.browser.conftest import ARGUMENTS, started_site  # noqa: E402  the environment comes first
from tests.browser.people import SECRETARY, People  # noqa: E402  the environment comes first
from tests.services.browser import find_chromium  # noqa: E402  the environment comes first

PICTURE = Path(__file__).resolve().parents[2] / "docs/screenshots/minutes.png"


def main() -> None:
    """The minutes of the example's first meeting, as its secretary sees them."""
    with started_site("screenshot") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        people = People(site, browser)
        page = people.sign_in(SECRETARY, path="/overleg/?when=past", color_scheme="light")
        page.locator("main tbody a.table-title").last.click()
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)
        people.leave()
        browser.close()


if __name__ == "__main__":
    main()
