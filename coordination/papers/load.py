"""Papers of a load: rows only; the file that all name is not there."""

from coordination.example.bulk import Load, bulk, sentence
from coordination.search.load import index_load

from .models import Paper, PaperVersion

PAPERS = 200


def load(load: Load) -> None:
    load.keep(
        (_paper(load, n) for n in range(PAPERS * load.scale)),
        by=lambda paper: load.kept["user"][0],
        dossier=lambda paper: paper.dossier_id,
        actions=("papers.added",),
        remember=True,
    )
    load.keep(_version(load, n, paper) for n, paper in enumerate(load.kept["paper"]))
    index_load(load, load.kept["paper"], title="title")


def _paper(load: Load, number: int) -> Paper:
    dossier = load.pick("dossier", number)
    title = sentence(number, 5).capitalize()
    return Paper(dossier=dossier, title=title, supplied_by=load.pick("organisation", number))


def _version(load: Load, number: int, paper: Paper) -> PaperVersion:
    return PaperVersion(
        paper=paper,
        number=1,
        file="papers/load.txt",
        name="load.txt",
        size=1,
        content_type="text/plain",
        sha256="0" * 64,
        supplied_at=load.now,
        supplied_by=load.pick("user", number),
    )


bulk.add("papers", load, order=30)
