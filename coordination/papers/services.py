"""Supply papers and versions; remove and restore them."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Classification, Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Organisation, User
from coordination.search.services import forget_object, index_object

from .files import inspect_upload
from .models import Paper, PaperKind, PaperVersion
from .permissions import can_remove, can_supply


@deed
def add_paper(  # noqa: PLR0913  each is a fact of the paper
    *,
    dossier: Dossier,
    kind: PaperKind,
    title: str,
    upload: "UploadedFile[Any]",
    supplied_by: Organisation,
    by: User,
    at: datetime,
    final: bool = False,
    late: bool = False,
    classification: Classification = Classification.UNCLASSIFIED,
    within_government: bool = False,
) -> Paper:
    """A new paper with its first version; never classified lower than its dossier.

    One `within_government` no chain partner sees, whatever her part in the dossier.
    """
    refuse_who_does_not_supply(dossier, by)
    _refuse_title(title)
    if classification > by.clearance:
        raise Refusal(_("This is above your own clearance."), field="classification")
    paper = Paper(
        dossier=dossier,
        kind=kind,
        title=title.strip(),
        supplied_by=supplied_by,
        classification=max(classification, dossier.classification),
        within_government=within_government,
    )
    save_as(paper, by=by, at=at)
    version = _store(paper, upload, final=final, late=late, by=by, at=at)
    _index(paper, at)
    record("papers.added", paper, by=by, at=at, dossier=dossier.pk, **_seal(version))
    return paper


@deed
def add_version(
    *,
    paper: Paper,
    upload: "UploadedFile[Any]",
    by: User,
    at: datetime,
    final: bool = False,
    late: bool = False,
) -> PaperVersion:
    """The next version; earlier ones stay as they were. Refuses the very same bytes again."""
    paper = _locked(paper)
    refuse_who_does_not_supply(paper.dossier, by)
    if paper.removed_at is not None:
        raise Refusal(_("This paper was removed. Restore it first."))
    version = _store(paper, upload, final=final, late=late, by=by, at=at)
    _index(paper, at)
    record("papers.version_added", paper, by=by, at=at, dossier=paper.dossier_id, **_seal(version))
    return version


@deed
def supply_asked(
    *,
    dossier: Dossier,
    title: str,
    upload: "UploadedFile[Any]",
    supplied_by: Organisation,
    by: User | None,
    at: datetime,
    late: bool = False,
    paper: Paper | None = None,
) -> PaperVersion:
    """What an organisation was asked for: a new paper, or the next version of `paper`.

    That it was asked has been seen by the caller; it need not write in the dossier. Without `by`
    it came by a link in a mail, of which the record says whose it was.
    """
    if paper is None:
        classification = dossier.classification
        paper = Paper(
            dossier=dossier, title=title, supplied_by=supplied_by, classification=classification
        )
        save_as(paper, by=by, at=at)
    version = _store(_locked(paper), upload, final=True, late=late, by=by, at=at)
    _index(paper, at)
    record("papers.supplied", paper, by=by, at=at, dossier=dossier.pk, **_seal(version))
    return version


@deed
def remove_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Take it off every list; its versions stay and it can come back."""
    paper = _locked(paper)
    if not can_remove(by, paper):
        raise NotAllowed(_("Only those who write in this dossier remove papers."))
    if paper.removed_at is not None:
        raise Refusal(_("This paper was removed already."))
    paper.removed_at, paper.removed_by = at, by
    save_as(paper, by=by, at=at)
    forget_object(paper)
    record("papers.removed", paper, by=by, at=at, dossier=paper.dossier_id)
    return paper


@deed
def restore_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Put it back; the inverse of removing."""
    paper = _locked(paper)
    if not can_remove(by, paper):
        raise NotAllowed(_("Only those who write in this dossier restore papers."))
    if paper.removed_at is None:
        raise Refusal(_("This paper was not removed."))
    paper.removed_at = paper.removed_by = None
    save_as(paper, by=by, at=at)
    _index(paper, at)
    record("papers.restored", paper, by=by, at=at, dossier=paper.dossier_id)
    return paper


def _store(
    paper: Paper,
    upload: "UploadedFile[Any]",
    *,
    final: bool,
    late: bool,
    by: User | None,
    at: datetime,
) -> PaperVersion:
    """Keep the bytes under a random name; they go again when the deed fails."""
    found = inspect_upload(upload)
    last = paper.versions.order_by("-number").first()
    if last is not None and last.sha256 == found.sha256:
        raise Refusal(_("This is the same file as the present version."), field="upload")
    version = PaperVersion(
        paper=paper,
        number=(paper.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        final=final,
        late=late,
        name=found.name,
        size=found.size,
        content_type=found.content_type,
        sha256=found.sha256,
        supplied_at=at,
        supplied_by=by,
    )
    upload.seek(0)
    version.file.save(str(PurePosixPath(f"{uuid4()}.{found.extension}")), upload, save=False)
    try:
        with transaction.atomic():
            save_as(version, by=by, at=at)
    except Exception:
        version.file.delete(save=False)
        raise
    return version


def _locked(paper: Paper) -> Paper:
    current: Paper = (
        Paper.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=paper.pk)
    )
    return current


def _index(paper: Paper, at: datetime) -> None:
    index_object(
        paper,
        dossier=paper.dossier,
        title=paper.title,
        hint=paper.supplied_by.code,
        text=str(PaperKind(paper.kind).label),
        url=paper.get_absolute_url(),
        at=at,
        classification=paper.classification,
    )


def _seal(version: PaperVersion) -> dict[str, Any]:
    return {"version": version.number, "final": version.final, "sha256": version.sha256}


def refuse_who_does_not_supply(dossier: Dossier, by: User) -> None:
    if not can_supply(by, dossier):
        raise NotAllowed(_("Only those who write in this dossier supply papers."))


def _refuse_title(title: str) -> None:
    if not title.strip():
        raise Refusal(_("Give the paper a title."), field="title")
    for sentence in refuse_unsafe(title, longest=200):
        raise Refusal(sentence, field="title")
