"""Reading in files of figures: how long, and how much memory whatever their length."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, sleep

from django.conf import settings
from django.db import connection
from django.utils import timezone

from coordination.example.services import load_example
from coordination.kit.work import WorkStatus
from escalation.regions.models import Observation
from escalation.regions.services import UploadFacts, import_file

from .measure import Table

FOLDER = Path(settings.BASE_DIR).parent / "shared/data/rivm"
FILES = ("COVID-19_aantallen_gemeente_per_dag.csv", "COVID-19_ziekenhuisopnames.csv")
SECONDS, MEGABYTES, TIMES = 6.0, 150.0, 10
SPAN = timedelta(days=184)
MADE, LATER = "2020-12-31 10:00:00", "2025-12-31 10:00:00"


def bench(table: Table, number: int = TIMES) -> None:
    """Both files of the open data, then one that is `number` times as long."""
    now = timezone.now()
    load_example(at=now, today=timezone.localdate(), on=date(2020, 11, 2), figures=False)
    paths = [FOLDER / name for name in FILES]
    if not all(path.exists() for path in paths):
        table.remark(f"figures: {FOLDER} is not there, so nothing was measured", passed=True)
        return
    began = perf_counter()
    done = [import_file(path=path, facts=UploadFacts(), by=None, clock=timezone.now)
            for path in paths]  # fmt: skip
    seconds = perf_counter() - began
    rows = sum(one.rows_read for one in done)
    table.remark(
        f"figures: {rows:,} rows of {len(paths)} files read in within {seconds:.2f} s, "
        f"at most {SECONDS:.0f} s",
        passed=seconds < SECONDS and all(one.status == WorkStatus.DONE for one in done),
    )
    for times in (1, number):
        _measure(table, paths[1], times)


def _measure(table: Table, path: Path, times: int) -> None:
    """In a process of its own, so that its memory is its own."""
    with _longer(path, times) as long:
        began = perf_counter()
        peak = _peak(long)
        seconds = perf_counter() - began
        size = long.stat().st_size / 1_000_000
    table.remark(
        f"figures: {size:.0f} MB by the command in {seconds:.1f} s with {peak:.0f} MB of memory, "
        f"at most {MEGABYTES:.0f} MB; {Observation.objects.count():,} figures stand",
        passed=peak < MEGABYTES,
    )


@contextmanager
def _longer(path: Path, times: int) -> Iterator[Path]:
    """The same municipalities for `times` as many days."""
    text = path.read_text(encoding="utf-8").replace(MADE, LATER)
    header, *rows = text.splitlines(keepends=True)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as made:
        made.write(header)
        for turn in range(times):
            for row in rows:
                version, known, day, rest = row.split(";", 3)
                later = date.fromisoformat(day) + SPAN * turn
                made.write(f"{version};{known};{later};{rest}")
        made.flush()
        yield Path(made.name)


def _peak(path: Path) -> float:
    """The most memory the command had at once, in megabytes."""
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    command = [sys.executable, "manage.py", "import_observations", str(path)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "coordination.settings",
                "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
                "VAR_DIR": folder,
            },
        ) as child,
    ):
        peak = 0.0
        while child.poll() is None:
            peak = max(peak, _high_water(child.pid))
            sleep(0.02)
    if child.returncode:
        raise RuntimeError(f"{path.name} was not read in")
    return peak


def _high_water(pid: int) -> float:
    """What the process had most so far; its resource usage would count what started it too."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1000 if found else 0.0
    return 0.0
