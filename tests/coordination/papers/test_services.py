"""Papers and versions: supplied, numbered, removed, restored."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from coordination.audit.models import AuditEvent
from coordination.dossiers.services import close_dossier
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.papers.models import Paper, PaperKind, PaperVersion
from coordination.papers.services import add_paper, add_version, remove_paper, restore_paper
from coordination.people.models import User
from coordination.search.queries import rows
from tests.cast import MONDAY, Cast
from tests.coordination.papers.files import GOOD, upload


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Path) -> Path:
    options = {"location": str(tmp_path)}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": options}}
    return tmp_path


def supply(cast: Cast, by: User, title: str = "Oplegnotitie", **more: Any) -> Paper:
    return add_paper(
        dossier=more.pop("dossier", cast.dossier),
        kind=PaperKind.COVER_NOTE,
        title=title,
        upload=more.pop("upload", upload()),
        supplied_by=cast.vws,
        by=by,
        at=MONDAY,
        **more,
    )


def test_a_paper_is_kept_with_its_seal_and_found(cast: Cast) -> None:
    paper = supply(cast, cast.vws_officer)
    version = paper.versions.get()
    assert (version.number, version.size, version.name) == (1, len(GOOD["pdf"]), "stuk.pdf")
    with version.file.open("rb") as kept:
        assert kept.read() == GOOD["pdf"]
    assert [row.title for row in rows(cast.stranger, "oplegnotitie")] == ["Oplegnotitie"]
    payload = json.loads(AuditEvent.objects.get(action="papers.added").payload)
    assert payload == {"version": 1, "final": False, "sha256": version.sha256}


def test_the_name_on_disk_is_not_the_name_typed(cast: Cast) -> None:
    paper = supply(cast, cast.vws_officer, upload=upload("../../boze naam.pdf"))
    assert "naam" not in str(paper.versions.get().file.name)


def test_replacing_is_the_next_version_and_the_first_stays(cast: Cast) -> None:
    paper = supply(cast, cast.vws_officer)
    add_version(
        paper=paper, upload=upload("b.txt", b"b"), by=cast.szw_officer, at=MONDAY, final=True
    )
    versions = paper.versions.order_by("number").values_list("number", "name", "final")
    assert list(versions) == [(1, "stuk.pdf", False), (2, "b.txt", True)]


def test_the_same_file_again_is_refused(cast: Cast) -> None:
    paper = supply(cast, cast.vws_officer)
    with pytest.raises(Refusal):
        add_version(paper=paper, upload=upload(), by=cast.vws_officer, at=MONDAY)


def test_a_refused_paper_leaves_no_row_and_no_file(cast: Cast, storage: Path) -> None:
    with pytest.raises(Refusal):
        supply(cast, cast.vws_officer, upload=upload("a.pdf", b"geen"))
    assert (Paper.objects.count(), list(storage.rglob("*.pdf"))) == (0, [])


def test_who_does_not_write_supplies_nothing(cast: Cast) -> None:
    for user in (cast.stranger, cast.auditor, cast.administrator, cast.partner):
        with pytest.raises(NotAllowed):
            supply(cast, user)


def test_a_closed_dossier_takes_no_papers(cast: Cast) -> None:
    dossier = close_dossier(dossier=cast.dossier, by=cast.lead, at=MONDAY)
    with pytest.raises(NotAllowed):
        supply(cast, cast.vws_officer, dossier=dossier)


@pytest.mark.parametrize("title", ["", " ", "x" * 201, "a\0"])
def test_a_title_nobody_can_read_is_refused(cast: Cast, title: str) -> None:
    with pytest.raises(Refusal) as refused:
        supply(cast, cast.vws_officer, title=title)
    assert refused.value.field == "title"


def test_a_removed_paper_is_nowhere_and_comes_back(cast: Cast) -> None:
    paper = supply(cast, cast.vws_officer)
    removed = remove_paper(paper=paper, by=cast.vws_officer, at=MONDAY)
    assert (list(Paper.objects.present()), list(rows(cast.lead, "oplegnotitie"))) == ([], [])
    with pytest.raises(Refusal):
        remove_paper(paper=removed, by=cast.vws_officer, at=MONDAY)
    with pytest.raises(Refusal):
        add_version(paper=paper, upload=upload("b.txt", b"b"), by=cast.lead, at=MONDAY)
    restore_paper(paper=paper, by=cast.vws_officer, at=MONDAY)
    assert list(Paper.objects.present()) == [paper]
    assert len(rows(cast.lead, "oplegnotitie")) == 1


def test_a_paper_classified_above_somebody_does_not_exist_for_her(cast: Cast) -> None:
    cast.lead.clearance = 1
    paper = supply(cast, cast.lead, classification=1)
    assert not Paper.objects.visible_to(cast.vws_officer).filter(pk=paper.pk).exists()
    assert list(rows(cast.vws_officer, "oplegnotitie")) == []
    assert PaperVersion.objects.visible_to(cast.vws_officer).count() == 0


def test_the_bytes_lie_in_the_storage_of_the_settings(cast: Cast, storage: Path) -> None:
    name = str(supply(cast, cast.vws_officer).versions.get().file.name)
    assert (default_storage.exists(name), (storage / name).is_file()) == (True, True)
