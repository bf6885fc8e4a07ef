"""A short selection of the faults; `make faults` plays them all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.faults.faults import FAULTS, play
from tests.faults.ground import Ground, ground_for
from tests.services import ready

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("faults")]
SMALL = {fault.name: replace(fault, number=80, lease=2.0) for fault in FAULTS}


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    content = ready.dump_ready(ready.MIGRATED) if ready.is_own_postgresql() else None
    with ground_for("postgresql", most=80, content=content) as ground:
        yield ground


@pytest.mark.parametrize("name", ["worker-killed"])
def test_each_has_it_once_with_evidence(name: str, ground: Ground) -> None:
    assert play(SMALL[name], ground, evidence=True).wrong == []


def test_without_evidence_only_the_uncertain_one_comes_twice_and_is_counted(
    ground: Ground,
) -> None:
    played = play(SMALL["killed-before-commit"], ground, evidence=False)

    assert played.wrong == []
    assert (played.figures.duplicate, played.figures.uncertain) == (1, 1)


def test_without_the_protection_the_same_fault_is_seen(ground: Ground) -> None:
    fault = SMALL["killed-before-commit"]

    assert play(fault, ground, evidence=True, control=True).wrong == ["duplicate"]
