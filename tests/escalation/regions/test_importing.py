"""Files into the table: what is added, revised, left alone, refused and taken up again."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.work import TakenOver, WorkStatus
from escalation.regions.arrivals import Arrival, arrivals
from escalation.regions.models import (
    Indicator,
    Observation,
    ObservationImport,
    Origin,
    Outlier,
    Region,
)
from escalation.regions.queries import report_of
from escalation.regions.services import (
    UploadFacts,
    ask_import,
    import_file,
    run_import,
    run_waiting,
)
from tests.cast import Cast

from .conftest import KNOWN, put, real

NOW = datetime(2020, 11, 4, 9, tzinfo=UTC)
DAY = date(2020, 10, 30)
ROW = f"{DAY},VR01,positive_tests"

Write = Callable[..., Path]


def clock() -> datetime:
    return NOW


@pytest.fixture
def write(tmp_path: Path, groningen: Region, country: Region, tests_positive: Indicator) -> Write:
    """A plain list with these rows."""

    def make(*rows: str, name: str = "cijfers.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(["date,region,indicator,value", *rows]) + "\n")
        return path

    return make


def load(path: Path, **more: Any) -> ObservationImport:
    facts = UploadFacts(**{"known_at": KNOWN, **more})
    return import_file(path=path, facts=facts, by=None, clock=clock)


def counts(done: ObservationImport) -> tuple[int, int, int, int]:
    return done.added, done.revised, done.unchanged, done.skipped


def values() -> list[Decimal]:
    return list(Observation.objects.order_by("id").values_list("value", flat=True))


def test_the_same_file_twice_adds_nothing_and_a_correction_is_another_row(write: Write) -> None:
    path = write(f"{ROW},7", "2020-10-31,VR01,positive_tests,9.5")
    first = load(path)
    assert (counts(first), first.status, first.layout) == ((2, 0, 0, 0), "done", "long")
    assert (first.first_day, first.last_day) == (DAY, date(2020, 10, 31))
    assert counts(load(path)) == (0, 0, 2, 0)
    later = KNOWN + timedelta(days=1)
    assert counts(load(write(f"{ROW},8", name="later.csv"), known_at=later)) == (0, 1, 0, 0)
    assert values() == [Decimal(7), Decimal("9.5"), Decimal(8)]
    assert counts(load(path)) == (0, 0, 2, 0)


def test_an_older_file_that_comes_later_adds_what_was_known_then(write: Write) -> None:
    load(write(f"{ROW},8"))
    earlier = KNOWN - timedelta(days=1)
    assert counts(load(write(f"{ROW},7"), known_at=earlier)) == (1, 0, 0, 0)
    assert counts(load(write(f"{ROW},8"))) == (0, 0, 1, 0)


def test_one_bad_row_refuses_the_whole_or_only_itself_as_chosen(write: Write) -> None:
    path = write(f"{ROW},7", f"{ROW},-1")
    refused = load(path)
    assert (refused.status, counts(refused), values()) == (WorkStatus.REFUSED, (0, 0, 0, 1), [])
    [problem] = report_of(refused)["problems"]
    assert (problem["line"], problem["reason"], problem["value"]) == (3, "negative", "-1")
    done = load(path, whole=False)
    assert (done.status, counts(done), values()) == (WorkStatus.DONE, (1, 0, 0, 1), [Decimal(7)])


def test_generated_figures_give_way_as_a_whole_and_only_when_asked(
    write: Write, groningen: Region, tests_positive: Indicator, admissions: Indicator
) -> None:
    put(groningen, tests_positive, date(2020, 9, 1), 1, 2, 3, origin=Origin.GENERATED)
    put(groningen, admissions, date(2020, 9, 1), 4, origin=Origin.GENERATED)
    path = write(f"{ROW},7")
    refused = load(path)
    assert [one["reason"] for one in refused.report] == ["generated"]
    assert len(values()) == 4
    done = load(path, replace_generated=True)
    assert (done.replaced, counts(done), values()) == (3, (1, 0, 0, 0), [Decimal(4), Decimal(7)])


def test_every_import_leaves_one_event_and_tells_what_changed(write: Write) -> None:
    told: list[Arrival] = []
    arrivals.add("test", told.append)
    try:
        load(write(f"{ROW},7"))
        load(write(f"{ROW},7"))
    finally:
        del arrivals._items["test"]
    [one] = told
    assert ([region.code for region in one.regions], one.first, one.last) == (["VR01"], DAY, DAY)
    done = AuditEvent.objects.filter(root=True, action__startswith="regions.").order_by("seq")
    expected = ["regions.import_asked", "regions.imported"] * 2
    assert list(done.values_list("action", flat=True)) == expected


def test_an_upload_waits_for_a_worker_that_reads_it_once(write: Write, cast: Cast) -> None:
    upload = ContentFile(write(f"{ROW},7").read_bytes(), name="cijfers.csv")
    facts = UploadFacts(known_at=KNOWN)
    asked = ask_import(upload=upload, facts=facts, by=cast.coordinator, at=NOW)
    assert (asked.status, values()) == (WorkStatus.WAITING, [])
    assert run_waiting(clock=clock, stop=lambda: False) == 1
    assert run_waiting(clock=clock, stop=lambda: False) == 0
    asked.refresh_from_db()
    assert (asked.status, counts(asked), asked.bytes_read) == ("done", (1, 0, 0, 0), asked.size)


def test_what_a_dead_worker_had_in_hand_is_taken_up_again_and_adds_nothing_twice(
    write: Write, cast: Cast
) -> None:
    path = write(f"{ROW},7")
    upload = ContentFile(path.read_bytes(), name="cijfers.csv")
    facts = UploadFacts(known_at=KNOWN)
    asked = ask_import(upload=upload, facts=facts, by=cast.coordinator, at=NOW)
    dead = ObservationImport.objects.filter(pk=asked.pk)
    dead.update(status=WorkStatus.RUNNING, attempt=1, alive_at=NOW - timedelta(seconds=59))
    assert run_waiting(clock=clock, stop=lambda: False) == 0
    dead.update(alive_at=NOW - timedelta(seconds=60))
    assert run_waiting(clock=clock, stop=lambda: False) == 1
    asked.refresh_from_db()
    assert (asked.status, asked.attempt, values()) == (WorkStatus.DONE, 2, [Decimal(7)])
    asked.attempt = 1
    with path.open("rb") as file, pytest.raises(TakenOver):
        run_import(importing=asked, file=file, clock=clock)
    assert values() == [Decimal(7)]


def test_a_command_that_was_broken_off_is_refused_and_not_left_running(write: Write) -> None:
    done = load(write(f"{ROW},7"))
    broken = ObservationImport.objects.filter(pk=done.pk)
    broken.update(status=WorkStatus.RUNNING, alive_at=NOW - timedelta(minutes=5))
    run_waiting(clock=clock, stop=lambda: False)
    done.refresh_from_db()
    assert (done.status, done.report[0]["reason"]) == (WorkStatus.REFUSED, "broken_off")


def test_a_stored_file_that_is_gone_is_refused_with_a_sentence(write: Write, cast: Cast) -> None:
    upload = ContentFile(write(f"{ROW},7").read_bytes(), name="weg.csv")
    asked = ask_import(upload=upload, facts=UploadFacts(), by=cast.coordinator, at=NOW)
    Path(asked.file.path).unlink()
    run_waiting(clock=clock, stop=lambda: False)
    asked.refresh_from_db()
    assert (asked.status, asked.report[0]["reason"]) == (WorkStatus.REFUSED, "file_gone")


def test_only_who_reads_in_figures_uploads_and_nothing_known_later_than_now(cast: Cast) -> None:
    upload = ContentFile(b"date,region,indicator,value\n", name="cijfers.csv")
    with pytest.raises(NotAllowed):
        ask_import(upload=upload, facts=UploadFacts(), by=cast.lead, at=NOW)
    later = UploadFacts(known_at=NOW + timedelta(minutes=1))
    with pytest.raises(Refusal, match="later bekend"):
        ask_import(upload=upload, facts=later, by=cast.coordinator, at=NOW)
    empty = ContentFile(b"", name="leeg.csv")
    with pytest.raises(Refusal, match="leeg"):
        ask_import(upload=empty, facts=UploadFacts(), by=cast.coordinator, at=NOW)
    assert not ObservationImport.objects.exists()


def test_the_command_reports_in_json_and_fails_where_a_file_is_refused(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = write(f"{ROW},7"), write("x,VR01,positive_tests,7", name="fout.csv")
    with pytest.raises(CommandError, match=r"Nothing was added of fout\.csv"):
        call_command("import_observations", str(good), str(bad), known_at=KNOWN, json=True)
    first, second = capsys.readouterr().out.splitlines()
    assert '"added": 1' in first
    assert '"status": "refused"' in second
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_observations", "nergens.csv")


def test_a_national_series_with_dutch_columns_stands_by_itself(
    write: Write, country: Region, tests_positive: Indicator
) -> None:
    path = write("x")
    rows = f"Datum;Waarde;Regio;Indicator;bron\n{DAY};11;NL;positive_tests;LCPS\n"
    path.write_text(f"{rows}{DAY};3;VR01;positive_tests;LCPS\n", encoding="utf-8-sig")
    assert counts(load(path)) == (2, 0, 0, 0)
    [national] = Observation.objects.filter(region=country)
    assert (national.value, national.day) == (11, DAY)


def test_fewer_municipalities_than_before_are_a_warning(
    write: Write, zeeland: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    head = (
        "Date_of_report;Date_of_publication;Municipality_code;Security_region_code;Total_reported"
    )
    homes = {"GM0014": "VR01", "GM0037": "VR01", "GM0664": "VR19"}

    def file(made: str, *parts: str) -> Path:
        path = write("x", name=f"{made}.csv")
        rows = [
            f"{made} 10:00:00;2020-10-{day};{part};{homes[part]};5"
            for day in (29, 30, 31)
            for part in parts
        ]
        path.write_text("\r\n".join([head, *rows, ""]))
        return path

    first = load(file("2020-11-01", *homes))
    assert (first.status, first.warnings) == ("done", [])
    done = load(file("2020-11-02", "GM0014", "GM0664"))
    assert (done.status, done.parts, counts(done)) == ("done", 2, (0, 6, 3, 0))
    assert [(one["reason"], one["value"]) for one in done.warnings] == [("fewer_parts", "2 / 3")]
    call_command("import_observations", str(file("2020-11-03", "GM0014")))
    assert "look: Er zijn minder gemeenten" in capsys.readouterr().out


@pytest.mark.once
def test_the_real_files_give_the_published_sums_and_flag_the_bulk_bookings(
    make_region: Callable[..., Region], tests_positive: Indicator, admissions: Indicator
) -> None:
    Indicator.objects.create(code="hospital_admissions", name_nl="x", name_en="x", source="x")
    files = [real("rivm/COVID-19_aantallen_gemeente_per_dag.csv")]
    files.append(real("rivm/COVID-19_ziekenhuisopnames.csv"))
    for number in range(1, 26):
        make_region(f"VR{number:02}")
    made = [
        import_file(path=path, facts=UploadFacts(), by=None, clock=lambda: NOW.replace(year=2021))
        for path in files
    ]
    assert [(one.status, one.rows_read, one.added) for one in made] == [
        ("done", 62_928, 25 * 184),
        ("done", 62_928, 2 * 25 * 184),
    ]
    rows = real("daily_indicators.csv").read_text(encoding="utf-8").splitlines()
    expected = {
        (day, code, name): Decimal(value)
        for day, code, *numbers in (row.split(",") for row in rows[1:])
        for name, value in zip(rows[0].split(",")[2:], numbers, strict=True)
    }
    found = Observation.objects.values_list("day", "region__code", "indicator__code", "value")
    assert {(str(day), code, name): value for day, code, name, value in found} == expected
    flagged = set(
        Outlier.objects.values_list(
            "observation__region__code", "observation__day", "observation__value"
        )
    )
    assert len(flagged) == 11
    assert ("VR17", date(2020, 12, 11), Decimal(162)) in flagged
    assert ("VR24", date(2020, 7, 28), Decimal(188)) in flagged
