"""A real site, a real Chromium, and people who sign in to it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from coordination.kit.processes.folders import private_folder
from tests.browser.database import drop_database, new_database
from tests.browser.meetings import Planner
from tests.browser.people import PATIENCE, People
from tests.browser.points import Asker
from tests.browser.site import Site
from tests.services.browser import find_chromium

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HERE = Path(__file__).parent
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@contextmanager
def started_site(name: str, *, mails: bool = True, kind: type[Site] = Site) -> Iterator[Site]:
    """Processes on a new database, gone with everything they wrote when this is left."""
    folder = private_folder("baken-site")
    server = os.environ.get("DATABASE_URL", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    database = new_database(server, f"{name}_{worker}", folder)
    site = kind(database, folder, os.environ["REDIS_URL"])
    try:
        site.prepare()
        site.start()
        if mails:
            site.start_mail()
        yield site
    finally:
        site.stop()
        drop_database(server, database)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def shared_site() -> Iterator[Site]:
    """What make run starts, but for the broker; once per worker of the run."""
    with started_site("site") as site:
        yield site


@pytest.fixture
def site(shared_site: Site) -> Site:
    """The site with what earlier tests left on it, which no test may look at."""
    if shared_site.web is None or shared_site.web.poll() is not None:
        shared_site.start()
    return shared_site


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Closed at the end of this folder: Playwright's loop may not run under other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def people(site: Site, chromium: Browser) -> Iterator[People]:
    """Browsers of people who are signed in; a complaint of a page fails the test."""
    people = People(site, chromium)
    yield people
    complaints = people.leave()
    assert complaints == []


@pytest.fixture
def planner(people: People) -> Planner:
    """Plans meetings as the secretary does."""
    return Planner(people)


@pytest.fixture
def asker(people: People) -> Asker:
    """Adds points and asks for input as the lead and the secretary do."""
    return Asker(people)
