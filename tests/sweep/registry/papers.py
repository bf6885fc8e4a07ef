"""Papers and their versions."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.papers.services import remove_paper

from ..rows import Case, Row, empty, of
from ..scenes import NOW


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("nota.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")


def version(case: Case) -> dict[str, Any]:
    return {"upload": pdf(), "final": "on"}


def paper(case: Case) -> dict[str, Any]:
    return {
        **version(case),
        "title": "Nota opvang",
        "kind": "advice",
        "supplied_by": case.scene.organisation.pk,
        "classification": "0",
    }


def removed(case: Case) -> None:
    remove_paper(paper=case.scene.second_paper, by=case.scene.keeper, at=NOW)


PAPER = of("second_paper")
ROWS = {
    "papers:list": Row(),
    "papers:new": Row(lambda case: {"dossier": case.scene.dossier.pk}, post=paper),
    "papers:detail": Row(PAPER),
    "papers:next_version": Row(PAPER, get=False, post=version),
    "papers:remove": Row(PAPER, get=False, post=empty),
    "papers:restore": Row(PAPER, get=False, post=empty, before=removed),
    "papers:download": Row(of("paper_version")),
}
