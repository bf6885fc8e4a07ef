"""The lab over the API: asked for, read whole, and repeated."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from escalation.lab.models import Replay, Variant
from escalation.lab.replaying.process import Settling
from escalation.lab.services.processes import ProcessFacts, make_process

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db

API = "/api/v1"
SPAN = {"first": str(FIRST), "last": str(LAST)}


@pytest.fixture
def browser(sign_in: Callable[..., Client], setting: Setting) -> Client:
    return sign_in(setting.coordinator)


def send(browser: Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = browser.post(f"{API}/{path}", body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    made: dict[str, Any] = answer.json()
    return made


def read(browser: Client, path: str) -> Any:
    answer = browser.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_variant_is_made_replayed_and_followed_to_force(
    setting: Setting, browser: Client
) -> None:
    bounds = [
        {"rank": rank, "indicator": "positive_tests", "lower": lower, "inclusive": rank == 1}
        for rank, lower in enumerate(("0", "45", "150", "250"), 1)
    ]
    facts = {"based_on": str(setting.ladder.pk), "name": "Lager", "bounds": bounds}
    variant = send(browser, "ladder-variants", facts)
    assert Variant.objects.get().name == "Lager"
    process = make_process(
        dossier=setting.ladder.dossier,
        facts=ProcessFacts("Regio", "", None, (Settling("up", 1, 2, "region", 24),)),
        by=setting.coordinator,
        at=KNOWN,
    )
    asked = {**SPAN, "variant": variant["id"], "process": str(process.pk), "in_force": True}
    replay = send(browser, "replays", asked)
    assert (replay["status"], replay["summary"]["won"], replay["ladder_summary"]["won"]) == (
        "done", 9, 8,
    )  # fmt: skip
    assert replay["versions"] == [{"code": "v1b", "first": str(FIRST), "last": str(LAST)}]
    assert set(replay["levels"]) == {"VR01", "VR02"}

    found = read(browser, f"replays/{replay['id']}/changes")
    assert (found["as_it_is"]["up"], found["here"]["up"], found["days_earlier"]) == (4, 2, 14)
    assert found["here"]["summary"]["won"] == 8
    [rise] = [row for row in found["changes"] if (row["region"], row["after"]) == ("VR01", 2)]
    assert rise == {
        "region": "VR01", "day": "2020-10-21", "before": 1, "after": 2, "settler": "region",
        "hours": 24, "overtaken": False, "in_force": "2020-10-22",
        "in_force_as_it_is": "2020-10-29", "days_earlier": 7, "determined_on": "2020-10-30",
        "days_ahead": 8,
    }  # fmt: skip
    check = read(browser, f"replays/{replay['id']}/check")
    assert (check["repeated"], check["same_figures"], check["then"]) == (True, True, check["now"])
    told = read(browser, f"replays/{replay['id']}/determinations")
    assert told["raised"] == [{
        "region": "VR01", "day": "2020-10-30", "rank": 2, "days": 9, "never": False,
        "at_least": False, "ladder_days": 8, "ladder_never": False, "ladder_at_least": False,
    }]  # fmt: skip
    counts = read(browser, f"replays/{replay['id']}/regions")
    assert [(row["region"], row["won"], row["rises"]) for row in counts] == [
        ("VR02", 0, 1), ("VR01", 9, 1),
    ]  # fmt: skip
    alone = send(browser, "replays", {**SPAN, "ladder": str(setting.ladder.pk)})
    pair = read(browser, f"replays/{alone['id']}/beside/{replay['id']}")
    assert pair["finding"].startswith("Naast A: 1 regiodag gewonnen, evenveel wisselingen")
    assert len(pair["differs"]) == 1
    [won] = [row for row in pair["measures"] if row["name"] == "won"]
    assert (won["one"], won["other"], won["difference"]) == (8, 9, 1)
    assert [row["won_difference"] for row in pair["regions"]] == [0, 1]
    [row, _alone] = sorted(
        read(browser, "replays")["results"], key=lambda one: one["id"] != replay["id"]
    )
    assert (row["id"], "levels" in row) == (replay["id"], False)


def test_a_sweep_says_which_points_nothing_is_better_than(
    setting: Setting, browser: Client
) -> None:
    axes = {"windows": [7], "weeks_up": [1], "weeks_down": [1, 2], "hysteresis": [0]}
    grid = {"which": "positive_tests/2", "lowest": "45", "highest": "90", "step": "45", **axes}
    sweep = send(browser, "sweeps", {**SPAN, "ladder": str(setting.ladder.pk), "grid": grid})
    won, above = (sweep["columns"].index(name) for name in ("won", "above"))
    points = [(row[won], row[above]) for row in sweep["points"]]
    assert points[0] == (8, 33)
    facts = {"based_on": str(setting.ladder.pk), "name": "Punt", "sweep": sweep["id"], "point": 2}
    made = send(browser, "ladder-variants", facts)
    assert (made["weeks_down"], made["bounds"][1]["lower"]) == (2, "45.00")
    none = {**facts, "name": "Geen", "point": 5}
    answer = browser.post(f"{API}/ladder-variants", none, content_type="application/json")
    assert (answer.status_code, "punten" in answer.content.decode()) == (400, True)
    # a bound of 90 is never reached: nothing changes and nothing is too heavy, and it wins nothing
    assert sorted(sweep["edge"]) == [0, 1, 3]


def test_a_replay_that_waits_has_no_changes_yet(
    setting: Setting, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("escalation.lab.services.asking.AT_ONCE", 1)
    waits = setting.replay()
    assert Replay.objects.get(pk=waits.pk).status == "waiting"
    for name in ("changes", "check"):
        assert browser.get(f"{API}/replays/{waits.pk}/{name}").status_code == 404
