"""A short selection of the faults; `make faults` plays them all."""

from collections.abc import Iterator

import pytest

from tests.faults.faults import FAULTS, play
from tests.faults.ground import Ground, ground_for

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("faults")]
NAMED = {fault.name: fault for fault in FAULTS}


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with ground_for("postgresql") as ground:
        yield ground


@pytest.mark.parametrize(
    "name", ["killed-before-commit", "worker-killed", "broker-emptied", "database-crashed"]
)
def test_each_has_it_once_with_evidence_after(name: str, ground: Ground) -> None:
    assert play(NAMED[name], ground, evidence=True).wrong == []


def test_without_evidence_only_the_uncertain_one_comes_twice_and_is_counted(
    ground: Ground,
) -> None:
    played = play(NAMED["killed-before-commit"], ground, evidence=False)

    assert played.wrong == []
    assert (played.figures.duplicate, played.figures.uncertain) == (1, 1)


def test_without_the_protection_the_same_fault_is_seen(ground: Ground) -> None:
    fault = NAMED["killed-before-commit"]

    played = play(fault, ground, evidence=True, control=True)

    assert played.wrong == ["duplicate"]
