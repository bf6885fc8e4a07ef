"""What every test can ask for."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils import translation

from tests.services import ready
from tests.services.browser import find_chromium
from tests.services.smtp import SmtpSink

pytest_plugins = ["tests.kept", "tests.cast", "tests.example", "tests.committed"]


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A file that was copied is kept as it is; it goes with the folder of the run."""
    reused: bool = request.config.getvalue("reuse_db")
    return reused or (ready.can_copy() and "DATABASE_URL" not in os.environ)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of this worker begins as a copy of the one that was migrated."""
    ready.copied_as_test(settings.DATABASES["default"].setdefault("TEST", {}))


@pytest.fixture(autouse=True)
def _first_language() -> None:
    """The language of a request stays with the thread; no test reads that of the one before."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def _smtp_server() -> Iterator[SmtpSink]:
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def smtp(_smtp_server: SmtpSink) -> SmtpSink:
    """A real mail server on a private port that has not seen anything yet."""
    _smtp_server.forget()
    return _smtp_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if find_chromium() is None:
        missing = pytest.mark.skip(reason="no Chromium on this machine (CHROMIUM= names one)")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(missing)


def pytest_collection_finish() -> None:
    """What stands after collection stays to the end: looking through it again costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a hole, so it fails the run by name."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI"):
        return
    skipped = [report.nodeid for report in reporter.stats.get("skipped", [])]
    for name in skipped:
        reporter.write_line(f"skipped in CI: {name}", red=True)
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
