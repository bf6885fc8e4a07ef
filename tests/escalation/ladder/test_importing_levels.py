"""Levels that were set elsewhere, read in: as historic rows, once, by line where wrong."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed
from coordination.people.models import Post
from escalation.ladder.models import Determination, Ladder, Level
from escalation.ladder.queries.comparing import Against, comparable, compared, counted
from escalation.ladder.queries.overview import overview
from escalation.ladder.queries.standing import standing_among
from escalation.ladder.services.determining import Choice, Sitting, determine_levels
from escalation.ladder.services.importing import Imported, NotImported, import_determinations
from escalation.ladder.services.unreading import FollowedOn, take_back_list
from escalation.regions.models import Region
from tests.cast import Cast

from .figures import Put, real

NOW = datetime(2022, 6, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("published", "english")


def listed(text: str, **more: Any) -> Imported:
    with_text = BytesIO(text.encode())
    values: dict[str, Any] = {"file": with_text, "name": "levels.csv", "by": None, "at": NOW}
    return import_determinations(**(values | more))


def standing() -> list[tuple[str, str, str, int, str]]:
    rows = Determination.objects.standing().select_related("region", "level__ladder")
    return [
        (row.region.code, str(timezone.localdate(row.in_force_at)), row.level.ladder.code,
         row.level.rank, row.basis)
        for row in rows.order_by("in_force_at", "region__code")
    ]  # fmt: skip


def in_english(client: Client, cast: Cast) -> None:
    cast.coordinator.language = "en"
    cast.coordinator.save()
    client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")


HEAD = "date,vr_code,level,level_name,basis,source\n"


def test_rows_become_historic_determinations_in_the_ladder_of_their_day() -> None:
    done = listed(
        HEAD
        + "2020-09-18,VR01,1,waakzaam,listed,nieuws\n2020-10-13,VR13,4,zeer ernstig,unchanged,\n"
        "2021-03-02,VR07,zeer ernstig,,listed,\n2021-10-12,NL,2,,inferred,\n"
    )
    assert (done.added, done.skipped) == (4, 0)
    assert standing() == [
        ("VR01", "2020-09-18", "v1", 1, "listed"),
        ("VR13", "2020-10-13", "v1b", 4, "unchanged"),
        ("VR07", "2021-03-02", "v2", 4, "listed"),
        ("NL", "2021-10-12", "v3", 2, "inferred"),
    ]
    row = Determination.objects.get(region__code="VR01")
    assert (row.decision, row.embargo_until, row.informed_at) == (None, None, None)
    assert (row.published_at, row.source, row.history.count()) == (NOW, "nieuws", 1)
    assert (
        AuditEvent.objects.filter(root=True, action="ladder.determinations_imported").count() == 1
    )


def test_a_list_of_the_country_names_no_region() -> None:
    listed("valid_from;level;level_name;note\n2021-10-12;2;zorgelijk;a\n2021-11-02;3;ernstig;b\n")
    assert [row[:4] for row in standing()] == [
        ("NL", "2021-10-12", "v3", 2), ("NL", "2021-11-02", "v3", 3),
    ]  # fmt: skip


def test_a_list_that_went_through_a_sheet_reads_alike() -> None:
    listed("Datum;Regio;Niveau\n2021-07-21 00:00:00;VR08;4.0\n2021-07-22T00:00;VR08;3\n")
    assert [row[:4] for row in standing()] == [
        ("VR08", "2021-07-21", "v2", 4), ("VR08", "2021-07-22", "v2", 3),
    ]  # fmt: skip


def test_the_same_file_twice_adds_nothing() -> None:
    text = HEAD + "2020-10-13,VR13,4,,listed,\n2020-10-13,VR17,4,,listed,\n"
    listed(text)
    again = listed(text)
    assert (again.added, again.unchanged, Determination.objects.count()) == (0, 2, 2)


def test_another_level_on_the_same_day_replaces_only_where_that_is_asked() -> None:
    listed(HEAD + "2020-10-13,VR13,4,,listed,\n")
    text = HEAD + "2020-10-13,VR13,3,,listed,\n"
    with pytest.raises(NotImported) as refused:
        listed(text)
    assert refused.value.imported.troubles[0].line == 2
    assert listed(text, replace=True).replaced == 1
    assert standing() == [("VR13", "2020-10-13", "v1b", 3, "listed")]


BAD = (
    HEAD
    + "2020-10-13,VR13,4,,listed,\n"
    + "13-10-2020,VR01,1,,listed,\n"
    + "2020-10-13,VR99,1,,listed,\n"
    + "2020-10-13,VR02,7,,listed,\n"
    + "2020-10-13,VR03,2,ernstig,listed,\n"
    + "2999-01-01,VR04,1,,listed,\n"
    + "2020-08-01,VR05,1,,listed,\n"
    + "2020-10-13,VR06,1\n"
    + "2020-10-13,VR13,3,,listed,\n"
)


def test_bad_rows_are_named_by_line_and_all_or_the_valid_ones_are_added() -> None:
    with pytest.raises(NotImported) as refused:
        listed(BAD)
    told = {one.line: one.sentence for one in refused.value.imported.troubles}
    assert sorted(told) == [3, 4, 5, 6, 7, 8, 9, 10]
    assert told[4] == "No region has the code “VR99”."
    assert told[6] == "Number and name are of two levels: 2, ernstig."
    assert Determination.objects.count() == 0
    done = listed(BAD, whole=False)
    assert (done.added, done.skipped) == (1, 8)
    assert standing() == [("VR13", "2020-10-13", "v1b", 4, "listed")]


@pytest.mark.parametrize(
    "text",
    [b"", b"\xff\xfe\x00a", b"a,b\n1,2\n", b"date,level,date\n2020-10-13,1,2020-10-13\n",
     b"date,vr_code,level\n2020-10-13,VR13,\"4\n", b"date,vr_code,level\n"],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_a_sentence(text: bytes) -> None:
    with pytest.raises(NotImported) as refused:
        import_determinations(file=BytesIO(text), name="x.csv", by=None, at=NOW)
    assert refused.value.imported.troubles[0].sentence
    assert Determination.objects.count() == 0


def decided(cast: Cast, level: Level, region: str, on: date) -> Determination:
    minister = Post.objects.create(
        code="minister-vws", name_nl="m", name_en="m", organisation=cast.vws
    )
    at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
    choice = Choice(Region.objects.get(code=region), level)
    sitting = Sitting(post=minister, in_force_at=at, text="t")
    (row,) = determine_levels(choices=[choice], sitting=sitting, by=cast.coordinator, at=NOW)
    return row


def test_what_was_decided_here_stays(cast: Cast, published: dict[str, Ladder]) -> None:
    level = published["v1"].levels.get(rank=2)
    row = decided(cast, level, "VR01", date(2020, 9, 20))
    with pytest.raises(NotImported, match="1 line"):
        listed(HEAD + "2020-09-20,VR01,3,,listed,\n", replace=True)
    row.refresh_from_db()
    assert (row.level, row.withdrawn_at) == (level, None)


def test_only_a_coordinator_reads_levels_in(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        listed(HEAD + "2020-10-13,VR13,4,,listed,\n", by=cast.vws_officer)


def test_the_country_of_then_shows_them_as_reconstructed(cast: Cast, put: Put) -> None:
    put("VR13", 400, date(2020, 10, 12))
    listed(HEAD + "2020-10-13,VR13,4,,listed,\n2020-10-13,VR01,1,,inferred,\n")
    then = datetime(2020, 10, 13, 21, 59, tzinfo=UTC)
    found = overview(cast.coordinator, at=then, now=NOW)
    by_code = {place.region.code: place for place in found.places}
    assert (len(found.places), found.reconstructed) == (25, True)
    assert (by_code["VR13"].rank, by_code["VR13"].ruled, by_code["VR01"].rank) == (4, 4, 1)
    assert found.bases == [("inferred", 1), ("listed", 1)]


def test_a_level_is_carried_from_ladder_to_ladder_and_ends_where_none_follows(cast: Cast) -> None:
    """v1 to v2 follow each other; after 21 September 2021 there is none for regions."""
    listed(HEAD + "2020-09-18,VR01,3,,listed,\n2021-10-12,NL,2,,listed,\n")
    region = Region.objects.get(code="VR01")

    def rank(day: date) -> int:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        found = overview(cast.coordinator, at=at, now=NOW)
        here = {place.region.code: place.rank for place in found.places}
        seen = Determination.objects.visible_to(cast.coordinator)
        standing = standing_among(seen, region, at)
        level = standing.level.rank if standing and standing.level else 0
        assert here.get("VR01", level) == level
        return here.get("VR01", -here.get("NL", 9))

    assert [rank(day) for day in (date(2020, 9, 18), date(2020, 12, 1), date(2021, 9, 21))] == [
        3, 3, 3,
    ]  # fmt: skip
    assert rank(date(2021, 9, 22)) == 0
    assert rank(date(2021, 10, 12)) == -2
    assert rank(date(2022, 5, 12)) == 0


def test_the_page_reads_a_list_and_says_which_lines_it_left_out(
    cast: Cast, client: Client, tmp_path: Path
) -> None:
    in_english(client, cast)
    sent = BytesIO(BAD.encode())
    sent.name = "niveaus.csv"
    refused = client.post("/ladder/inlezen/", {"upload": sent, "rows": "whole"})
    assert refused.status_code == 422
    assert "Line 4: No region has the code" in refused.content.decode()
    sent.seek(0)
    answer = client.post("/ladder/inlezen/", {"upload": sent, "rows": "valid"})
    assert "1 levels are read in" in answer.content.decode()
    assert Determination.objects.get().published_by == cast.coordinator
    compared_page = client.get("/ladder/vergelijking/?alles=1")
    assert [one.row.region.code for one in compared_page.context["rows"]] == ["VR13"]


def test_a_list_is_taken_back_and_what_it_replaced_stands_again(cast: Cast, client: Client) -> None:
    in_english(client, cast)
    listed(HEAD + "2020-10-13,VR13,4,,listed,\n2020-10-13,VR17,4,,listed,\n")
    before = standing()
    sent = BytesIO((HEAD + "2020-10-13,VR13,3,,listed,\n2020-10-21,VR13,4,,listed,\n").encode())
    sent.name = "niveaus.csv"
    client.post("/ladder/inlezen/", {"upload": sent, "rows": "whole", "replace": "on"})
    assert [(region, rank) for region, _on, _code, rank, _basis in standing()] == [
        ("VR13", 3), ("VR17", 4), ("VR13", 4),
    ]  # fmt: skip
    newest, first = client.get("/ladder/inlezen/").context["lists"]
    assert (newest.levels, newest.by, first.levels) == (2, cast.coordinator.name, 1)
    answer = client.post(f"/ladder/inlezen/{newest.key}/terugnemen/")
    assert (answer.status_code, standing()) == (302, before)
    again = client.post(f"/ladder/inlezen/{newest.key}/terugnemen/")
    assert again.status_code == 404
    taken = {"read_at": NOW.isoformat()}
    done = client.post("/api/v1/determinations/take-back", taken, content_type="application/json")
    assert (done.json(), standing()) == ({"withdrawn": 2}, [])
    actions = AuditEvent.objects.filter(action="ladder.list_taken_back", root=True)
    assert actions.count() == 2


def test_a_list_on_which_a_decided_level_followed_stays(
    cast: Cast, published: dict[str, Ladder]
) -> None:
    listed(HEAD + "2020-10-13,VR13,4,,listed,\n")
    row = Determination.objects.get()
    decided(cast, published["v1b"].levels.get(rank=4), "VR13", date(2020, 10, 21))
    with pytest.raises(FollowedOn) as refused:
        take_back_list(read_at=NOW, by=cast.coordinator, at=NOW)
    assert "Amsterdam-Amstelland" in str(refused.value.sentence)
    with pytest.raises(NotAllowed):
        take_back_list(read_at=NOW, by=cast.vws_officer, at=NOW)
    assert Determination.objects.standing().historic().get() == row


def test_the_api_reads_a_list_and_names_its_lines(cast: Cast, client: Client) -> None:
    in_english(client, cast)
    sent = BytesIO(BAD.encode())
    sent.name = "niveaus.csv"
    refused = client.post("/api/v1/determinations/import", {"upload": sent})
    assert refused.status_code == 422
    assert {"pointer": "/upload/4", "detail": "No region has the code “VR99”."} in refused.json()[
        "errors"
    ]
    sent.seek(0)
    done = client.post("/api/v1/determinations/import", {"upload": sent, "whole": "false"})
    assert (done.status_code, done.json()["added"]) == (200, 1)
    (said,) = client.get("/api/v1/determinations/comparison").json()
    assert (said["region"], said["level"], said["against"]) == ("VR13", 4, "unknown")


def test_the_commands_read_compare_and_assess_real_files_of_then(capsys: Any) -> None:
    """With the figures and levels of the autumn of 2020: 225 of 274 as the rule gives."""
    tests = real("rivm/COVID-19_aantallen_gemeente_per_dag.csv")
    levels = real("official_levels.csv")
    call_command("import_observations", str(tests))
    out = StringIO()
    call_command("import_determinations", str(levels), str(real("national_levels.csv")), stdout=out)
    with levels.open() as rows:
        count = len(list(csv.reader(rows))) - 1
    assert f"{count} added" in out.getvalue()
    found = compared(comparable(None, last=date(2020, 12, 31)))
    assert counted(found) == {
        Against.SAME: 225, Against.LOWER: 31, Against.HIGHER: 18, Against.UNKNOWN: 0,
    }  # fmt: skip
    said = StringIO()
    call_command("compare_levels", "--to", "2020-12-31", "--json", stdout=said)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert (len(lines), lines[-1]["determinations"], lines[-1]["same"]) == (50, 274, 225)


def test_a_file_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_determinations", "/nowhere/levels.csv")


def test_v2_takes_the_worst_of_two_over_the_last_whole_week(put: Put) -> None:
    """Tuesday 2 March 2021: Monday 22 to Sunday 28 February; admissions by the day of report."""
    sunday = date(2021, 2, 28)
    known = datetime(2021, 3, 1, 9, tzinfo=UTC)
    put("VR07", 98, sunday, days=14, known_at=known)
    for day in (sunday - timedelta(days=7), sunday):
        put("VR07", 0, day, indicator="hospital_admissions_reported", known_at=known)
    put("VR07", 190, sunday - timedelta(days=6), days=1, indicator="hospital_admissions_reported",
        known_at=known + timedelta(hours=1))  # fmt: skip
    listed(HEAD + "2021-03-02,VR07,4,,listed,\n")
    (one,) = compared(comparable(None))
    figures = {figure.indicator: figure for figure in one.verdict.figures}
    assert (one.ladder.code, one.verdict.rank, one.against) == ("v2", 4, Against.SAME)
    assert {(figure.start, figure.end) for figure in figures.values()} == {
        (date(2021, 2, 22), sunday)
    }
    assert figures["positive_tests"].rank == 2
    assert figures["hospital_admissions_reported"].rank == 4


def test_v3_takes_means_per_day_of_the_country_with_its_bounds(put: Put, tmp_path: Path) -> None:
    """Through the long CSV with NL as region: 48.7 and 10.4 per day give level 2."""
    lines = ["date,region,indicator,value"]
    for back in range(1, 8):
        day = date(2021, 10, 12) - timedelta(days=back)
        lines.append(f"{day},NL,ic_admissions,10.4")
        lines.append(f"{day},NL,hospital_admissions,48.7")
    file = tmp_path / "landelijk.csv"
    file.write_text("\n".join(lines) + "\n")
    call_command("import_observations", str(file), "--known-at", "2021-10-12T09:00")
    out = StringIO()
    call_command("assess_regions", "--on", "2021-10-12", "--json", stdout=out)
    said = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(one["region"], one["level"], one["ladder"]) for one in said] == [("NL", 2, "v3")]
    assert {one["indicator"]: one["value"] for one in said[0]["figures"]} == {
        "hospital_admissions": 48.7, "ic_admissions": 10.4,
    }  # fmt: skip
