"""A meeting with 30 papers of 5 MB, made one file as a worker makes it."""

import random
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coordination.example.services import load_example
from coordination.kit.work import WorkStatus
from coordination.meetings.models import AgendaItem, Meeting, PapersFile
from coordination.meetings.services.gathering import gather_papers
from coordination.meetings.services.papers import supply_paper
from coordination.meetings.services.papers_files import ask_papers, make_waiting
from coordination.papers.models import PaperKind
from coordination.people.models import User

from .measure import Table

PAPERS, MEGABYTES = 30, 5
TEXT = "#pagebreak()\n= Kop\n#lorem(300)\n" * 8
MOST = 10


def bench(table: Table, papers: int = PAPERS) -> None:
    """All of one reader's papers: fetched, checked against their seals, bound and stored."""
    load_example(at=timezone.now(), today=timezone.localdate(), on=date(2020, 11, 2))
    meeting = Meeting.objects.get(subject__startswith="Oefenoverleg")
    item = AgendaItem.objects.filter(meeting=meeting).order_by("-position")[0]
    by = User.objects.get(email="secretaris.mlt3@example.gov")
    for number in range(papers):
        supply_paper(
            item=item,
            title=f"Stuk {number}",
            kind=PaperKind.ADVICE,
            upload=SimpleUploadedFile(f"{number}.pdf", paper_of(number)),
            by=by,
            at=timezone.now(),
        )
    found = gather_papers(meeting=meeting, by=by, at=timezone.now())
    ask_papers(papers=found, by=by, at=timezone.now())
    began = time.monotonic()
    make_waiting(clock=timezone.now, stop=lambda: False)
    took = time.monotonic() - began
    made = PapersFile.objects.get()
    assert made.status == WorkStatus.DONE, made.sentence
    assert made.is_bound, made.name
    sentence = f"{papers} papers of {MEGABYTES} MB made one PDF in {took:.1f} s (at most {MOST} s)"
    table.remark(sentence, passed=took <= MOST)


def paper_of(number: int) -> bytes:
    """Nine pages of text, and a picture of noise that no compression makes smaller."""
    side = int((MEGABYTES * 1024 * 1024 / 3) ** 0.5)
    noise = random.Random(number).randbytes(side * side * 3)  # noqa: S311  no secret
    shape = f'format: (encoding: "rgb8", width: {side}, height: {side})'
    with TemporaryDirectory() as folder:
        (Path(folder) / "noise").write_bytes(noise)
        paper = Path(folder) / "paper.typ"
        picture = f'#image(read("noise", encoding: none), {shape})'
        paper.write_text(f"Stuk {number}\n{picture}\n{TEXT}")
        return typst.compile(paper, format="pdf")
