"""Sets of meeting papers, and the file of one for who asks."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation

from coordination.kit.work import WorkStatus
from coordination.meetings.bundle.layout import layout_of
from coordination.meetings.models import PapersFile
from coordination.meetings.queries.papers import set_for
from coordination.meetings.report.pdf import TEMPLATE, typeset

from ..rows import Case, Row, by_owner, empty, of
from ..scenes import NOW, submit


def changed(case: Case) -> None:
    """Something stands on the agenda that is in no set."""
    submit(case.scene, case.scene.planned, "Nagekomen punt")


def file(case: Case) -> dict[str, Any]:
    """The owner's, as a worker made it."""
    papers, owner = case.scene.papers, case.owner
    with translation.override(owner.language):
        layout = layout_of(
            set_for(owner, papers), reader=owner, report=None, only_changes=False, at=NOW
        )
        content = typeset(TEMPLATE.parent / "papers.typ", layout.document)
    done = {
        "status": WorkStatus.DONE,
        "asked_at": NOW,
        "ended_at": NOW + timedelta(seconds=5),
        "file": ContentFile(content, name="set.pdf"),
        "name": "set.pdf",
        "size": len(content),
        "sha256": "0" * 64,
        "seal": layout.seal,
    }
    found, _made = PapersFile.objects.get_or_create(papers=papers, reader=owner, defaults=done)
    return {"pk": found.pk}


PAPERS = of("papers")
ROWS = {
    "meetings:papers": Row(of("planned")),
    "meetings:paper_set": Row(lambda case: {"pk": case.scene.planned.pk, "number": 1}),
    "meetings:gather_papers": Row(of("planned"), get=False, post=empty, before=changed),
    "meetings:ask_papers": Row(PAPERS, get=False, post=empty, gate="own.settings"),
    "meetings:papers_progress": Row(file, by_owner),
    "meetings:papers_file": Row(file, by_owner),
    "api:meeting-papers-list list": Row(),
    "api:meeting-papers-list create": Row(
        post=lambda case: {"meeting": case.scene.planned.pk}, before=changed
    ),
    "api:meeting-papers-detail retrieve": Row(PAPERS),
    "api:papers-file-list list": Row(),
    "api:papers-file-list create": Row(
        post=lambda case: {"papers": case.scene.papers.pk, "only_changes": False}
    ),
    "api:papers-file-detail retrieve": Row(file, by_owner),
}
