"""Two files at once, in threads that really commit."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from escalation.regions.models import Indicator, Observation, ObservationImport, Region
from escalation.regions.services import UploadFacts, import_file

from .conftest import KNOWN


def test_the_same_file_twice_at_once_adds_it_once(
    committed: None, tmp_path: Path, make_region: Callable[..., Region], tests_positive: Indicator
) -> None:
    path = tmp_path / "cijfers.csv"
    rows = [
        f"2020-10-{day},VR{n:02},positive_tests,7" for n in range(1, 9) for day in range(10, 30)
    ]
    path.write_text("\n".join(["date,region,indicator,value", *rows, ""]))
    for number in range(1, 9):
        make_region(f"VR{number:02}")
    start = threading.Barrier(2)

    def read() -> ObservationImport:
        try:
            start.wait()
            facts = UploadFacts(known_at=KNOWN)
            return import_file(path=path, facts=facts, by=None, clock=timezone.now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        both = [one.result() for one in [pool.submit(read) for _turn in range(2)]]
    assert sorted((one.status, one.added, one.unchanged) for one in both) == [
        ("done", 0, 160),
        ("done", 160, 0),
    ]
    assert Observation.objects.filter(day=date(2020, 10, 12)).count() == 8
    assert Observation.objects.count() == 160
