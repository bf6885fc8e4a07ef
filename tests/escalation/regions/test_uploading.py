"""Large files: how much is taken of whom, where they lie, and when they go."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import Refusal
from coordination.kit.work import WorkStatus
from coordination.papers import middleware
from coordination.people.models import User
from escalation.regions.models import Indicator, ObservationImport, Origin, Region
from escalation.regions.services import (
    UploadFacts,
    ask_import,
    remove_old_files,
    run_waiting,
)
from tests.cast import Cast

from .conftest import KNOWN, put

SignIn = Callable[[User], Client]
PAGE, API = "/regios/inlezen/nieuw/", "/api/v1/observation-imports"
NOW = KNOWN + timedelta(days=3)
FILE = b"date,region,indicator,value\n2020-10-30,VR01,positive_tests,7\n"


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    storages = {**settings.STORAGES}
    location = {"location": str(tmp_path / "media")}
    storages["default"] = {**storages["default"], "OPTIONS": location}
    settings.STORAGES = storages
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def upload(size: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("cijfers.csv", FILE + b"\n" * size)


def sent(size: int = 0) -> dict[str, Any]:
    return {"rows": "whole", "known_at": "2020-11-01T10:00", "upload": upload(size)}


def asked(cast: Cast) -> ObservationImport:
    content = ContentFile(FILE, name="cijfers.csv")
    facts = UploadFacts(known_at=KNOWN)
    return ask_import(upload=content, facts=facts, by=cast.coordinator, at=NOW)


def tidy(at: datetime) -> int:
    return remove_old_files(at=at, machine_at=at)


def test_who_reads_in_figures_may_send_more_than_a_paper_and_nobody_else(
    cast: Cast, sign_in: SignIn, settings: Any, media: Path
) -> None:
    settings.PAPER_MAX_BYTES, settings.FIGURES_MAX_BYTES = 1_000, 300_000
    client = sign_in(cast.coordinator)
    assert client.post(PAGE, sent(200_000)).status_code == 302
    assert client.post(API, {"upload": upload(200_000)}).status_code == 201
    refused = client.post(PAGE, sent(400_000))
    assert (refused.status_code, "300" in refused.content.decode()) == (413, False)
    assert "Laat het op de server zelf inlezen" in refused.content.decode()
    problem = client.post(API, {"upload": upload(400_000)})
    assert (problem.status_code, problem["Content-Type"]) == (413, "application/problem+json")
    assert sign_in(cast.lead).post(PAGE, sent(200_000)).status_code == 413
    assert Client().post(PAGE, sent(200_000)).status_code == 413
    assert client.post("/dossiers/nieuw/", {"upload": upload(200_000)}).status_code == 413
    assert ObservationImport.objects.count() == 2


def test_a_file_for_which_the_disk_has_no_room_is_refused_before_it_is_read(
    cast: Cast, sign_in: SignIn, settings: Any, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    monkeypatch.setattr(middleware, "ROOM", 2**60)
    answer = sign_in(cast.coordinator).post(PAGE, sent(2_000))
    assert (answer.status_code, "geen ruimte" in answer.content.decode()) == (503, True)
    assert not ObservationImport.objects.exists()


def test_a_refused_upload_leaves_no_file(
    cast: Cast, media: Path, groningen: Region, tests_positive: Indicator
) -> None:
    put(groningen, tests_positive, NOW.date(), 1, origin=Origin.GENERATED)
    rivm = (
        b"Date_of_report;Date_of_publication;Municipality_code;Security_region_code;Total_reported"
    )
    content = ContentFile(rivm, name="x.csv")
    with pytest.raises(Refusal, match="positive_tests") as refused:
        ask_import(upload=content, facts=UploadFacts(), by=cast.coordinator, at=NOW)
    assert refused.value.field == "replace_generated"
    assert list(media.rglob("*.csv")) == []


def test_a_file_goes_after_its_days_and_what_was_read_of_it_stays(
    cast: Cast,
    media: Path,
    settings: Any,
    groningen: Region,
    tests_positive: Indicator,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.FIGURES_KEPT_DAYS = 30
    importing = asked(cast)
    run_waiting(clock=lambda: NOW, stop=lambda: False)
    [path] = media.rglob("*.csv")
    waiting = asked(cast)
    assert tidy(NOW + timedelta(days=29)) == 0
    assert path.exists()
    later = NOW + timedelta(days=30)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy(later) == 1
    importing.refresh_from_db()
    assert (path.exists(), bool(importing.file), importing.removed_at) == (False, False, later)
    assert (importing.status, importing.added, len(importing.sha256)) == ("done", 1, 64)
    assert AuditEvent.objects.filter(action="regions.file_removed", root=True).count() == 1
    waiting.refresh_from_db()
    assert Path(waiting.file.path).exists()


def test_what_a_broken_upload_left_is_removed_after_a_day(cast: Cast, media: Path) -> None:
    importing = asked(cast)
    orphan, half = media / "media/figures/orphan.csv", media / "abc.upload.csv"
    for path in (orphan, half):
        path.write_bytes(FILE)
    made = orphan.stat().st_mtime
    now = NOW.fromtimestamp(made, tz=NOW.tzinfo)
    assert tidy(now + timedelta(hours=23)) == 0
    assert tidy(now + timedelta(hours=25)) == 2
    assert (orphan.exists(), half.exists()) == (False, False)
    assert Path(importing.file.path).exists()


def test_a_file_that_ends_its_worker_each_time_is_given_up(cast: Cast, media: Path) -> None:
    importing = asked(cast)
    for number in range(1, 6):
        dead = {"status": WorkStatus.RUNNING, "attempt": number, "alive_at": KNOWN}
        ObservationImport.objects.filter(pk=importing.pk).update(**dead)
    run_waiting(clock=lambda: NOW, stop=lambda: False)
    importing.refresh_from_db()
    assert (importing.status, importing.attempt) == (WorkStatus.REFUSED, 6)
    assert importing.report[0]["reason"] == "broken_off"


def test_a_program_gives_a_file_and_asks_what_became_of_it(
    cast: Cast, sign_in: SignIn, media: Path, groningen: Region, tests_positive: Indicator
) -> None:
    client = sign_in(cast.coordinator)
    rows = "datum;regio;indicator;waarde\n2020-10-30;VR01;positive_tests;7\n2020-10-31;VR01;beds;2"
    sent = {
        "upload": SimpleUploadedFile("cijfers.csv", rows.encode()),
        "whole": "false",
        "known_at": KNOWN.isoformat(),
    }
    made = client.post(API, sent)
    assert (made.status_code, made.json()["status"]) == (201, "waiting")
    address = f"{API}/{made.json()['id']}"
    run_waiting(clock=lambda: NOW, stop=lambda: False)
    done = client.get(address).json()
    assert (done["status"], done["added"], done["skipped"]) == ("done", 1, 1)
    [problem], [warning] = done["report"], done["warnings"]
    assert (problem["line"], problem["reason"], problem["value"]) == (3, "indicator", "beds")
    assert "pagina Indicatoren" in problem["sentence"]
    assert (warning["reason"], warning["value"]) == ("no_end", "3")
    page = client.get(f"/regios/inlezen/{done['id']}/").content.decode()
    assert 'href="/regios/indicatoren/nieuw/"' in page
    assert "Kijk of dit klopt:" in page
    assert sign_in(cast.partner).get(address).status_code == 404
