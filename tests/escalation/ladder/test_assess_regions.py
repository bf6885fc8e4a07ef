"""The rule said of every region on a day, kept where it is new, and shown as JSON lines."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from coordination.audit.models import AuditEvent
from escalation.ladder.models import Assessment, Ladder, Unknown
from escalation.ladder.queries.assessments import assessments_on
from escalation.ladder.services.assessing import assess_due, assess_regions
from escalation.regions.models import Observation, Origin
from escalation.regions.services import UploadFacts, import_file
from tests.cast import Cast

from .figures import KNOWN, Put

pytestmark = pytest.mark.once

ON = date(2020, 10, 13)
BEFORE = ON - timedelta(days=1)
AT = datetime(2020, 11, 2, 14, tzinfo=UTC)


def lines(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("assess_regions", *arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def kept(region: str = "VR01") -> list[tuple[int | None, str]]:
    rows = Assessment.objects.filter(region__code=region).order_by("assessed_at")
    return [(row.level.rank if row.level else None, row.unknown) for row in rows]


def test_a_line_per_region_says_level_ladder_and_figures(put: Put) -> None:
    put("VR01", 100, BEFORE)
    first, *others = lines("--on", "2020-10-13")
    assert first == {
        "region": "VR01",
        "level": 2,
        "ladder": "v1b",
        "figures": [
            {
                "indicator": "positive_tests",
                "value": pytest.approx(700 / 585_866 * 100_000, abs=1e-6),
                "from": "2020-10-06",
                "to": "2020-10-12",
                "known_at": KNOWN.isoformat(),
            }
        ],
        "reason": None,
    }
    assert [line["region"] for line in others] == [f"VR{n:02}" for n in range(2, 26)]


def test_a_region_without_figures_has_no_level_and_says_which_days_miss(put: Put) -> None:
    put("VR01", 100, BEFORE - timedelta(days=1), days=6)
    put("VR02", 100, BEFORE - timedelta(days=9))
    first, second, *_others = lines("--on", "2020-10-13")
    assert (first["level"], first["figures"][0]["value"]) == (None, None)
    assert first["reason"] == "positive_tests: cijfers ontbreken van 12 oktober 2020."
    assert second["reason"] == (
        "positive_tests: de nieuwste cijfers zijn te oud; "
        "ontbreken: 6 oktober 2020 tot en met 12 oktober 2020 (7 dagen)."
    )
    assert kept("VR01") == [(None, Unknown.MISSING)]
    assert kept("VR02") == [(None, Unknown.OLD)]


@pytest.mark.parametrize(
    ("on", "ladders"),
    [
        ("2020-10-12", {"v1"}),
        ("2021-02-01", {"v1b"}),
        ("2021-02-02", {"v2"}),
        ("2021-09-30", {None}),
        ("2021-10-12", {"v3"}),
        ("2022-05-12", {"oefenladder"}),
    ],
)
def test_the_ladder_in_force_on_the_day_is_used(
    published: dict[str, Ladder], on: str, ladders: set[str | None]
) -> None:
    assert {line["ladder"] for line in lines("--on", on)} == ladders


def test_where_no_ladder_is_in_force_the_line_says_so(published: dict[str, Ladder]) -> None:
    found = lines("--on", "2021-09-30")
    assert len(found) == 25
    assert found[0]["reason"] == "Er geldt geen ladder op 30 september 2021."
    assert not Assessment.objects.exists()


def test_a_national_ladder_assesses_the_country_alone(put: Put) -> None:
    put("NL", 10, date(2021, 10, 11), indicator="ic_admissions")
    put("NL", 48.7, date(2021, 10, 11), indicator="hospital_admissions")
    (line,) = lines("--on", "2021-10-12")
    assert (line["region"], line["level"]) == ("NL", 2)
    values = {figure["indicator"]: figure["value"] for figure in line["figures"]}
    assert values == {"hospital_admissions": 48.7, "ic_admissions": 10.0}


def test_said_twice_it_is_kept_once(put: Put) -> None:
    put("VR01", 100, BEFORE)
    for hours in range(2):
        assess_regions(on=ON, by=None, at=AT + timedelta(hours=hours))
    assert kept() == [(2, "")]
    assert AuditEvent.objects.filter(action="ladder.assessed").count() == 1


def test_after_a_correction_both_are_kept_and_the_last_one_counts(put: Put, cast: Cast) -> None:
    put("VR01", 100, BEFORE)
    assess_regions(on=ON, by=None, at=AT)
    put("VR01", 700, BEFORE, days=1, known_at=AT)
    assess_regions(on=ON, by=None, at=AT + timedelta(hours=1))
    assert kept() == [(2, ""), (3, "")]
    counting = assessments_on(ON, cast.coordinator).filter(region__code="VR01")
    assert [row.level.rank for row in counting] == [3]


def test_what_became_known_later_is_left_out_when_asked(put: Put) -> None:
    put("VR01", 100, BEFORE)
    put("VR01", 700, BEFORE, days=1, known_at=AT)
    assert lines("--on", "2020-10-13")[0]["level"] == 3
    assert lines("--on", "2020-10-13", "--known-at", "2020-11-02T14:00")[0]["level"] == 2
    assert lines("--on", "2020-10-13", "--known-at", "2020-10-31")[0]["level"] is None
    assert kept() == [(3, ""), (2, ""), (None, Unknown.MISSING)]


def test_by_another_ladder_it_is_shown_and_not_kept(put: Put) -> None:
    put("VR01", 30, BEFORE)
    line = lines("--on", "2020-10-13", "--ladder", "v1")[0]
    assert (line["ladder"], line["level"]) == ("v1", 1)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--on", "13-10-2020"),
        ("--on", "0001-01-01"),
        ("--on", "2020-10-13", "--known-at", "yesterday"),
        ("--on", "2020-10-13", "--known-at", "0001-01-01"),
        ("--on", "2020-10-13", "--ladder", "v9"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(
    published: dict[str, Ladder], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(CommandError) as refused:
        lines(*arguments)
    assert (
        "such" in str(refused.value)
        or "example" in str(refused.value)
        or "v9" in str(refused.value)
    )


def test_today_is_assessed_once_figures_came_in(put: Put) -> None:
    on = date(2026, 3, 10)
    at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    assert assess_due(at=at) == []
    put("VR01", 100, on - timedelta(days=1), known_at=at)
    assert len(assess_due(at=at + timedelta(minutes=5))) == 25
    assert assess_due(at=at + timedelta(minutes=10)) == []
    assert kept("VR01") == [(2, "")]
    assert kept("VR02") == [(None, Unknown.MISSING)]


def test_days_that_were_missed_are_assessed_in_order_and_once(put: Put) -> None:
    """The worker was down from Wednesday to Friday; figures of Wednesday never came."""
    tuesday = date(2026, 3, 10)
    at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    put("VR01", 100, tuesday - timedelta(days=1), known_at=at)
    assess_regions(on=date(2026, 3, 2), by=None, at=at)
    assess_due(at=at)
    put("VR01", 200, tuesday, days=1, known_at=at)
    saturday = at + timedelta(days=4)
    for minutes in (0, 1):
        assess_due(at=saturday + timedelta(minutes=minutes))
    rows = Assessment.objects.filter(region__code="VR01", on__gte=tuesday).order_by("on")
    assert [(row.on.day, row.level.rank if row.level else None) for row in rows] == [
        (10, 2), (11, 2), (12, None), (13, None),
    ]  # fmt: skip
    events = AuditEvent.objects.filter(action="ladder.assessed").order_by("seq")
    assert [json.loads(event.payload)["on"] for event in events] == [
        ["2026-03-02"], ["2026-03-10"], ["2026-03-11"], ["2026-03-12"], ["2026-03-13"],
    ]  # fmt: skip


def test_what_came_in_late_assesses_again_the_days_it_counts_for(put: Put, tmp_path: Path) -> None:
    """A figure of 12 October counts for 13 to 19 October, and as the week before until the 26th."""
    put("VR01", 100, date(2020, 10, 30), days=60)
    for day in (12, 13, 19, 27):
        assess_regions(on=date(2020, 10, day), by=None, at=AT)
    path = tmp_path / "late.csv"
    path.write_text("date,region,indicator,value\n2020-10-12,VR01,positive_tests,700\n")
    facts = UploadFacts(known_at=AT + timedelta(hours=1))
    import_file(path=path, facts=facts, by=None, clock=lambda: AT + timedelta(hours=2))
    rows = Assessment.objects.filter(region__code="VR01").order_by("on", "assessed_at")
    assert [(row.on.day, row.level.rank if row.level else None) for row in rows] == [
        (12, 2), (13, 2), (13, 3), (19, 2), (19, 3), (27, 2),
    ]  # fmt: skip


def test_the_api_assesses_a_day_and_keeps_what_is_new(put: Put, cast: Cast, client: Client) -> None:
    put("VR01", 100, BEFORE)
    client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")
    sent = {"on": "2020-10-13"}
    said = client.post("/api/v1/assessments", sent, content_type="application/json")
    assert (said.status_code, len(said.json())) == (200, 25)
    first = said.json()[0]
    assert (first["region"], first["level"], first["ladder"]) == ("VR01", 2, "v1b")
    assert first["figures"][0]["to"] == "2020-10-12"
    assert Assessment.objects.filter(assessed_by=cast.coordinator).count() == 25
    wrong = {"on": "2020-10-13", "ladder": "v9"}
    refused = client.post("/api/v1/assessments", wrong, content_type="application/json")
    assert (refused.status_code, "v9" in refused.content.decode()) == (422, True)


def test_days_of_which_generated_figures_gave_way_are_assessed_again(
    put: Put, tmp_path: Path
) -> None:
    """Real figures end on 12 October; what was generated after it no longer says anything."""
    put("VR01", 100, date(2020, 12, 19), days=90)
    later = datetime(2021, 1, 4, 9, tzinfo=UTC)
    Observation.objects.update(origin=Origin.GENERATED)
    for day in (date(2020, 10, 13), date(2020, 12, 20)):
        assess_regions(on=day, by=None, at=later)
    path = tmp_path / "real.csv"
    days = [date(2020, 10, 12) - timedelta(days=back) for back in range(14)]
    rows = [f"{day},VR01,positive_tests,200" for day in days]
    path.write_text("\n".join(["date,region,indicator,value", *rows, ""]))
    facts = UploadFacts(known_at=AT, replace_generated=True)
    import_file(path=path, facts=facts, by=None, clock=lambda: later + timedelta(hours=2))
    assert set(Observation.objects.values_list("origin", flat=True)) == {Origin.REPORTED}
    rows_kept = Assessment.objects.filter(region__code="VR01").order_by("on", "assessed_at")
    assert [(row.on.day, row.level.rank if row.level else None) for row in rows_kept] == [
        (13, 2), (13, 3), (20, 2), (20, None),
    ]  # fmt: skip


def test_a_day_to_come_is_shown_and_not_kept(put: Put) -> None:
    """Kept, it would be the newest that is known of a region, and a round would begin there."""
    put("VR01", 30, BEFORE)
    found = assess_regions(on=ON, by=None, at=datetime(2020, 10, 12, 21, tzinfo=UTC))
    assert (found[0].region.code, found[0].verdict.rank) == ("VR01", 1)
    assert not Assessment.objects.exists()
    assess_regions(on=ON, by=None, at=datetime(2020, 10, 12, 22, tzinfo=UTC))
    assert kept() == [(1, "")]
