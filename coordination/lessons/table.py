"""Lessons as a list that goes from one instance to another: JSON, .xlsx or .csv."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from coordination.dossiers.models import Dossier
from coordination.kit.exercise import labelled
from coordination.kit.refusals import Refusal
from coordination.kit.sheets_read import LARGEST, MOST_ROWS, Rows, read_table
from coordination.people.models import Body, Organisation, User

from .models import Lesson, SourceKind
from .services.importing import Brought
from .services.keeping import LessonFacts

FORMAT = "baken-lessons-1"
COLUMNS = {
    "origin": "sleutel",
    "learnt": "geleerd",
    "otherwise": "anders",
    "source_kind": "soort bron",
    "source": "bron",
    "owner": "eigenaar",
    "body": "gremium",
    "status": "stand",
}
"""The names in JSON, and the heads of the sheet; the import takes both."""


@dataclass(frozen=True)
class ReadLesson:
    """A row: as a lesson, or why it is none; `stands` where it came in before."""

    number: int
    title: str
    problem: str = ""
    stands: bool = False
    brought: Brought | None = None


@dataclass
class Known:
    """What rows are read against: codes of owners and bodies, and what stands already.

    A file may hold codes of where it came from: an owner or a body that is not known here is left
    out of it, unless `strict`.
    """

    dossier: Dossier
    owner: Organisation
    reader: User
    strict: bool = False
    organisations: dict[str, Organisation] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    standing: set[uuid.UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.organisations = {one.code: one for one in Organisation.objects.filter(active=True)}
        self.bodies = {one.code: one for one in Body.objects.visible_to(self.reader)}
        self.standing = set(Lesson.objects.values_list("origin", flat=True))


def facts_of(lesson: Lesson) -> dict[str, str]:
    """A lesson by the names of the columns. A person is not taken to another instance."""
    where = lesson.source or lesson.dossier.title
    return {
        "origin": str(lesson.origin),
        "learnt": lesson.learnt,
        "otherwise": lesson.otherwise,
        "source_kind": lesson.source_kind,
        "source": where[:200],
        "owner": lesson.organisation.code,
        "body": lesson.body.code if lesson.body else "",
        "status": lesson.status,
    }


def as_json(lessons: Iterable[Lesson]) -> str:
    """The list with its kind, and in an exercise the word that says so."""
    content: dict[str, Any] = {"format": FORMAT, "lessons": [facts_of(one) for one in lessons]}
    return json.dumps(labelled(content), ensure_ascii=False, indent=2)


def read_upload(upload: "UploadedFile[Any]") -> Rows:
    """The rows of a file, of whichever of the three kinds it is."""
    start = upload.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")
    upload.seek(0)
    if not start.startswith((b"{", b"[")):
        return read_table(upload)
    if (upload.size or 0) > LARGEST:
        raise Refusal(_("This list is larger than 1 MB. Split it."), field="upload")
    return read_json(upload.read().decode("utf-8-sig", errors="replace"))


def read_json(content: str) -> Rows:
    try:
        said = json.loads(content)
        listed = said["lessons"] if isinstance(said, dict) else said
        rows = [{str(key): str(cell) for key, cell in row.items() if cell} for row in listed]
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError):
        sentence = _("This file cannot be read as a list of lessons. Export it once more.")
        raise Refusal(sentence, field="upload") from None
    if len(rows) > MOST_ROWS:
        raise Refusal(_("This list has more than 2,000 rows. Split it."), field="upload")
    return rows


def read_lessons(rows: Rows, known: Known) -> list[ReadLesson]:
    """Every row as it would come in; a second row with the same key stands already."""
    read: list[ReadLesson] = []
    for number, row in enumerate(rows, start=1):
        one = _read(number, row, known)
        if one.brought is not None:
            known.standing.add(one.brought.origin)
        read.append(one)
    return read


def _read(number: int, row: dict[str, str], known: Known) -> ReadLesson:
    cells = {name: row.get(name) or row.get(head, "") for name, head in COLUMNS.items()}
    title = cells["learnt"].strip().partition("\n")[0][:80]
    try:
        if known.strict:
            _refuse_unknown(cells["owner"], cells["body"], known)
        origin = _origin(cells["origin"])
        if origin in known.standing:
            return ReadLesson(number, title, stands=True)
        facts = LessonFacts(
            dossier=known.dossier,
            learnt=cells["learnt"],
            otherwise=cells["otherwise"],
            source_kind=_kind(cells["source_kind"]),
            source=cells["source"],
            organisation=known.organisations.get(cells["owner"], known.owner),
            body=known.bodies.get(cells["body"]),
        ).safe(known.reader)
    except Refusal as refusal:
        return ReadLesson(number, title, problem=str(refusal.sentence))
    return ReadLesson(number, title, brought=Brought(origin, facts))


def _refuse_unknown(owner: str, body: str, known: Known) -> None:
    if owner and owner not in known.organisations:
        said = _("There is no organisation %(code)s here. Leave the owner empty for your own.")
        raise Refusal(said % {"code": owner})
    if body and body not in known.bodies:
        said = _("There is no body %(code)s here that you may see. Leave the body empty.")
        raise Refusal(said % {"code": body})


def _origin(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Refusal(_("The key of this lesson is missing; export the list once more.")) from None


def _kind(text: str) -> SourceKind:
    labels = {str(label).casefold(): value for value, label in SourceKind.choices}
    value = labels.get(text.casefold(), text or SourceKind.WORK)
    if value not in SourceKind.values:
        kinds = ", ".join(SourceKind.values)
        raise Refusal(_("This is no kind of source; choose from %(kinds)s.") % {"kinds": kinds})
    return SourceKind(value)
