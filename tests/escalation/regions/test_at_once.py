"""Two files at once, in threads that really commit."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from django.db import connection
from django.utils import timezone

from escalation.regions.generating import CASES
from escalation.regions.models import Indicator, Observation, ObservationImport, Region
from escalation.regions.services import (
    Scenario,
    UploadFacts,
    import_file,
    replace_generated,
)

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


def test_reported_and_made_up_figures_that_come_at_once_are_never_mixed(
    committed: None, tmp_path: Path, make_region: Callable[..., Region], tests_positive: Indicator
) -> None:
    path = tmp_path / "cijfers.csv"
    path.write_text("date,region,indicator,value\n2020-10-10,VR01,positive_tests,7\n")
    make_region("VR01")
    scenario = Scenario(7, date(2020, 9, 20), 40)
    start = threading.Barrier(2)

    def read() -> None:
        start.wait()
        import_file(path=path, facts=UploadFacts(known_at=KNOWN), by=None, clock=timezone.now)

    def make() -> None:
        start.wait()
        kinds = {"positive_tests": CASES}
        replace_generated(scenario=scenario, kinds=kinds, by=None, at=KNOWN)

    def closing(act: Callable[[], None]) -> None:
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(closing, act) for act in (read, make)]:
            one.result()
    assert len(set(Observation.objects.values_list("origin", flat=True))) == 1
