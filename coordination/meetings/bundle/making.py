"""From a layout to one file on disk: a PDF where all papers are PDF, else a zip."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from coordination.kit.exercise import watermark
from coordination.kit.finders import font_folder
from coordination.papers.files.names import clean_name

from ..queries.papers import SetPaper
from ..report.pdf import TEMPLATE, typeset
from .layout import Layout

PRESS = Path(__file__).parent / "press.py"
TEMPLATES = ("papers.typ", "sheet.typ")
COVER = "00.pdf"
PDF = "application/pdf"
MOST_BOUND = 400 * 1024 * 1024
"""Binding holds all papers in memory some five times over; larger sets are zipped."""

PATIENCE = 300
"""Seconds in which the press must be ready; one that hangs is stopped and the set is zipped."""

READ = 60
"""The part of the progress, of a hundred, that reading the papers takes."""

Progress = Callable[[int], None]


class Differs(Exception):
    """The bytes in the store are not those that were sealed when the paper was supplied."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


@dataclass(frozen=True)
class Made:
    path: Path
    extension: str


@contextmanager
def workplace(pk: UUID) -> Iterator[Path]:
    """An empty folder for one file; what an attempt before left there is removed first."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR) / f"meeting-papers-{pk}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make(layout: Layout, folder: Path, progress: Progress) -> Made:
    """The file in `folder`; `progress` is told how far it is, of a hundred.

    Refuses a paper whose bytes are not what they were when it was supplied.
    """
    sources = []
    for number, paper in enumerate(layout.papers):
        sources.append(_fetched(paper, folder / f"{number}.pdf"))
        progress(READ * (number + 1) // (2 * len(layout.papers)))
    if _can_be_bound(layout) and _bound(layout, folder, progress):
        return Made(folder / "out.pdf", "pdf")
    return Made(_zipped(layout, sources, folder), "zip")


def _fetched(paper: SetPaper, path: Path) -> Path:
    sealed = hashlib.sha256()
    with paper.version.file.open("rb") as source, path.open("wb") as copy:
        for chunk in source.chunks():
            sealed.update(chunk)
            copy.write(chunk)
    if sealed.hexdigest() != paper.version.sha256:
        raise Differs(paper.paper.title)
    return path


def _can_be_bound(layout: Layout) -> bool:
    versions = [paper.version for paper in layout.papers]
    size = sum(version.size for version in versions)
    return size <= MOST_BOUND and all(version.content_type == PDF for version in versions)


def _bound(layout: Layout, folder: Path, progress: Progress) -> bool:
    """True when the press made one PDF; not where a paper is locked, broken or too much for it."""
    for name in TEMPLATES:
        shutil.copy(TEMPLATE.parent / name, folder / name)
    _write_job(layout, folder)
    press = subprocess.Popen([sys.executable, "-I", str(PRESS), str(folder)])
    try:
        for _second in range(PATIENCE * 2):
            try:
                return press.wait(0.5) == 0 and (folder / "out.pdf").exists()
            except subprocess.TimeoutExpired:
                progress(READ // 2 + _read_by_press(folder, len(layout.papers)))
        return False
    finally:
        press.kill()
        press.wait()


def _write_job(layout: Layout, folder: Path) -> None:
    fonts = font_folder()
    papers = [
        {"file": f"{number}.pdf", "label": paper.label, "title": paper.paper.title}
        for number, paper in enumerate(layout.papers)
    ]
    agenda = [
        {**item, "papers": [{**paper, "bound": True} for paper in item["papers"]]}
        for item in layout.document["agenda"]
    ]
    word = watermark()
    marks = [*([word] if word else []), *layout.document["marks"]]
    document = {**layout.document, "agenda": agenda, "watermark": word, "marks": marks}
    job = {"document": document, "papers": papers, "fonts": [str(fonts)] if fonts else []}
    (folder / "job.json").write_text(json.dumps(job, ensure_ascii=False))


def _read_by_press(folder: Path, papers: int) -> int:
    try:
        read = int((folder / "progress").read_text() or 0)
    except FileNotFoundError:
        read = 0
    share = READ // 2 * read // max(papers, 1)
    return share + (20 if read == papers else 0)


def _zipped(layout: Layout, sources: list[Path], folder: Path) -> Path:
    """Cover and contents as PDF, then each paper as it was supplied, in the order of the agenda."""
    path = folder / "out.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(COVER, typeset(TEMPLATE.parent / "papers.typ", layout.document))
        for paper, source in zip(layout.papers, sources, strict=True):
            archive.write(source, name_in_zip(paper))
    return path


def name_in_zip(paper: SetPaper) -> str:
    """1.2 Adviesnota.docx: the label, the title, the extension it was supplied with."""
    extension = paper.version.name.rpartition(".")[2]
    title = paper.paper.title[:100].replace("/", "-").replace("\\", "-")
    return clean_name(f"{paper.label} {title}.{extension}")
