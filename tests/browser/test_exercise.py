"""An exercise as it is played: started beside the real instance, to whom it leaves its lessons."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.database import SiteDatabase
from tests.browser.people import COORDINATOR, People
from tests.browser.site import ROOT, Site
from tests.services.ready import kept_file
from tests.services.smtp import free_port

LEADER = "coordinator.twee"
SECONDS = 240.0
PATIENCE = 30_000
"""Four processes have just begun, and their first requests are their slowest."""

LESSON = "Eerst de voorzitter bellen, dan publiceren"


@pytest.fixture
def exercise(tmp_path: Path) -> Iterator[Site]:
    """What `EXERCISE=1 make run` starts: broker, web, worker and beat, with the example.

    Its database has its tables already, which takes most of a minute otherwise.
    """
    shutil.copy(kept_file(), tmp_path / "baken.sqlite3")
    site = Site(SiteDatabase(f"sqlite:///{tmp_path}/baken.sqlite3"), tmp_path, "", free_port())
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"EXERCISE": "1", "VAR_DIR": str(tmp_path), "PORT": str(site.port)}
    log = tmp_path / "run.log"
    with log.open("wb") as output:
        running = subprocess.Popen(
            [sys.executable, "-m", "coordination.kit.processes"],
            cwd=ROOT,
            env=kept | own,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + SECONDS
        while "Baken runs on" not in log.read_text():
            assert running.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield site
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=60)


@pytest.fixture
def players(exercise: Site, chromium: Browser) -> Iterator[People]:
    players = People(exercise, chromium)
    yield players
    assert players.leave() == []


def reload_until(page: Page, text: str) -> None:
    deadline = time.monotonic() + 60
    while text not in page.content() and time.monotonic() < deadline:
        time.sleep(1)
        page.reload()
    assert text in page.content()


def test_an_exercise_is_played_and_leaves_its_lesson(
    players: People, people: People, tmp_path: Path
) -> None:
    leader = players.sign_in(LEADER, path="/oefening/")
    leader.set_default_timeout(PATIENCE)
    leader.get_by_role("button", name="240 ×").click()
    expect(leader.locator("#story")).to_contain_text("240 keer zo snel")

    # half an hour of the story later the clock releases the first inject by itself
    player = players.sign_in(COORDINATOR, path="/post/")
    player.set_default_timeout(PATIENCE)
    reload_until(player, "OEFENING: Signaal: Zorg over de opvang")
    expect(player.locator(".watermark")).to_have_text("OEFENING")
    player.goto("/oefening/")
    expect(player.locator("main")).not_to_contain_text("I-02")

    leader.goto("/oefening/")
    leader.get_by_role("button", name="Stilzetten").click()
    leader.get_by_role("button", name="Vrijgeven I-02").click()
    player.goto("/post/")
    reload_until(player, "Vraag van een krant")

    leader.goto("/lessen/nieuw/")
    leader.get_by_label("Wat is geleerd").fill(LESSON)
    leader.get_by_label("Dossier").select_option(label=_option(leader, "Oefening najaar"))
    leader.get_by_role("button", name="Opslaan").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text(LESSON)
    leader.goto("/lessen/")
    with leader.expect_download() as download:
        leader.get_by_role("link", name="JSON").click()
    file = tmp_path / "lessen.json"
    download.value.save_as(file)
    assert download.value.suggested_filename.startswith("OEFENING-lessen-")

    real = people.sign_in(COORDINATOR, path="/lessen/inlezen/")
    expect(real.locator(".watermark")).to_have_count(0)
    real.get_by_label("Dossier dat ze bewaart").select_option(index=1)
    real.get_by_label("Lijst").set_input_files(file)
    real.get_by_role("button", name="Deze lijst bekijken").click()
    real.get_by_role("button", name="Deze overnemen").click()
    expect(real.get_by_role("table")).to_contain_text(LESSON)


def test_a_worker_that_is_killed_while_the_clock_runs_doubles_and_skips_nothing(
    players: People, exercise: Site
) -> None:
    """Ten days of the story, in which kill -9 ends the worker at every turn."""
    leader = players.sign_in(LEADER, path="/oefening/")
    leader.set_default_timeout(PATIENCE)
    for _day in range(10):
        with leader.expect_navigation():
            leader.get_by_role("button", name="+ 24 uur").click()
        # a setting takes hold a second after it was made
        for _time in range(2):
            time.sleep(1.5)
            kill_the_worker(exercise.folder)
    leader.get_by_role("button", name="Stilzetten").click()
    story = Story(exercise.folder / "baken.sqlite3")
    story.await_all()
    assert story.injects() == [("I-01", 1), ("I-02", 1), ("I-03", 1), ("I-04", 1)]
    assert story.days_brought() == story.days_assessed() >= 10
    assert story.doubled() == []


def kill_the_worker(folder: Path) -> None:
    """kill -9, of the worker of this exercise and of no other; none may run yet."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
            environment = (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"worker" in command and f"VAR_DIR={folder}".encode() in environment:
            os.kill(int(process.name), signal.SIGKILL)


class Story:
    """What stands in the database of an exercise, read beside the processes that write it."""

    def __init__(self, file: Path) -> None:
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)

    def await_all(self) -> None:
        """Until the last inject is released and the tenth day came in."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if len(self.injects()) == 4 and self.days_assessed() >= 10:
                return
            time.sleep(1)

    def injects(self) -> list[Any]:
        """Each that was released, and the most messages that one reader got of it."""
        return self._rows(
            "select code, max(times) from (select i.code as code, count(m.id) as times"
            " from exercise_inject i join mail_message m"
            " on replace(substr(m.key, 1, 36), '-', '') = replace(i.id, '-', '')"
            " where i.status = 'released' group by i.code, m.recipient_id)"
            " group by code order by code"
        )

    def days_brought(self) -> int:
        """Days on which figures came in, where each came in once."""
        brought = "select date(at) from audit_auditevent where action = 'exercise.figures_brought'"
        days = self._rows(brought)
        assert len(days) == len(set(days))
        return len(days)

    def days_assessed(self) -> int:
        brought = "select date(at) from audit_auditevent where action = 'exercise.figures_brought'"
        found = self._rows(f'select distinct "on" from ladder_assessment where "on" in ({brought})')  # noqa: S608  a constant
        return len(found)

    def doubled(self) -> list[Any]:
        """Figures that came in twice, and regions that were assessed twice at one moment."""
        return self._rows(
            "select 'figure' from regions_observation"
            " group by region_id, indicator_id, day, known_at having count(*) > 1"
            " union all select 'assessment' from ladder_assessment"
            ' group by region_id, "on", assessed_at having count(*) > 1'
        )

    def _rows(self, question: str) -> list[Any]:
        return self.database.execute(question).fetchall()


def _option(page: Page, text: str) -> str:
    found = page.get_by_label("Dossier").locator("option").filter(has_text=text)
    return found.first.inner_text()
