"""Take in a file of figures: from a form, to be read by a worker, or at once."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.work import take
from coordination.mail.services import ring
from coordination.people.models import User

from ..models import ObservationImport
from ..queries import generated_among
from ..reading.heads import first_look
from ..reading.problems import Problem
from ..reading.reader import Progress
from .running import run_import

CHUNK = 1024 * 1024
TASK = "escalation.regions.tasks.read_figures"


@dataclass(frozen=True)
class UploadFacts:
    """How a file is to be read: all rows or none, known when, in the place of generated figures."""

    whole: bool = True
    known_at: datetime | None = None
    replace_generated: bool = False


def ask_import(
    *, upload: "File[bytes]", facts: UploadFacts, by: User, at: datetime
) -> ObservationImport:
    """Keep the file and let a worker read it.

    Refuses what its first line shows to be no table of figures, a moment still to come, and
    figures beside generated ones. The file is measured and put in its place before the deed: a
    long one would keep others waiting for the database.
    """
    if not by.may("regions.import"):
        raise NotAllowed(_("Your role does not read in figures."))
    refuse_later(facts, at)
    _refuse_at_sight(upload, facts)
    importing = _row(str(upload.name), upload.size, _digest(upload.chunks()), facts, by, at)
    importing.file.save(f"{importing.pk}.csv", upload, save=False)
    try:
        return _ask(importing=importing, by=by, at=at)
    except BaseException:
        importing.file.delete(save=False)
        raise


@deed
def _ask(*, importing: ObservationImport, by: User, at: datetime) -> ObservationImport:
    importing.save()
    record("regions.import_asked", importing, by=by, at=at, size=importing.size)
    transaction.on_commit(partial(ring, TASK), robust=True)
    return importing


def _refuse_at_sight(upload: "File[bytes]", facts: UploadFacts) -> None:
    """What the first line shows, so that nobody waits for it."""
    if not upload.file:
        return
    seen = first_look(upload.file)
    if isinstance(seen, Problem):
        raise Refusal(seen.sentence, field="upload")
    made = generated_among(seen.values.values())
    if made and not facts.replace_generated:
        raise Refusal(Problem(0, "generated", ", ".join(made)).sentence, field="replace_generated")


def refuse_later(facts: UploadFacts, at: datetime) -> None:
    if facts.known_at is not None and facts.known_at > at:
        raise Refusal(_("Figures cannot be known later than now."), field="known_at")


def import_file(
    *,
    path: Path,
    facts: UploadFacts,
    by: User | None,
    clock: Callable[[], datetime],
    progress: Progress = lambda read, rows: None,
) -> ObservationImport:
    """Read a file of this machine at once; the row says how it went, also when it is refused."""
    refuse_later(facts, clock())
    with path.open("rb") as file:
        digest = _digest(iter(partial(file.read, CHUNK), b""))
        size = file.tell()
        importing = start_import(
            name=path.name, size=size, digest=digest, facts=facts, by=by, at=clock()
        )
        file.seek(0)
        return run_import(importing=importing, file=file, clock=clock, progress=progress)


@deed
def start_import(
    *, name: str, size: int, digest: str, facts: UploadFacts, by: User | None, at: datetime
) -> ObservationImport:
    """A row for a file that is read right after; nothing is kept of it but its digest."""
    importing = _row(name, size, digest, facts, by, at)
    take(importing, at=at)
    importing.save()
    record("regions.import_asked", importing, by=by, at=at, size=size)
    return importing


def _row(
    name: str, size: int, digest: str, facts: UploadFacts, by: User | None, at: datetime
) -> ObservationImport:
    return ObservationImport(
        name=Path(name).name[:200],
        size=size,
        sha256=digest,
        whole=facts.whole,
        known_at=facts.known_at,
        replace_generated=facts.replace_generated,
        created_at=at,
        created_by=by,
    )


def _digest(chunks: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()
