"""A variant that was replayed becomes a draft of the ladder, with what it rests on."""

from dataclasses import replace
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.refusals import Refusal
from coordination.papers.models import PaperKind
from coordination.papers.services import add_paper
from coordination.people.models import User
from escalation.ladder.models import Ladder
from escalation.ladder.services.drafting import draft_ladder

from ..describing import frozen_facts
from ..freezing import frozen_pdf
from ..models import LadderBasis, Replay
from .spans import day_in_words
from .variants import note


@deed
def draft_replayed(*, replay: Replay, code: str, name: str, by: User, at: datetime) -> Ladder:
    """A draft that says what was replayed, under a code of its own, with the replay as a paper.

    Refuses a replay that is not done or was of no variant, and what drafting a ladder refuses.
    """
    if not replay.is_done or replay.variant is None:
        raise Refusal(_("Only a variant whose replay is done becomes a draft."))
    facts = frozen_facts(replay)
    ladder = draft_ladder(
        based_on=replay.ladder,
        code=code,
        facts=replace(facts.ladder, name=name, source=_source(replay)),
        by=by,
        at=at,
    )
    title = _("Replay of %(variant)s, %(first)s – %(last)s")
    said = {
        "variant": replay.variant.name,
        "first": day_in_words(replay.first),
        "last": day_in_words(replay.last),
    }
    file = f"doorrekening-{replay.first}-{replay.last}-{ladder.code}.pdf"
    paper = add_paper(
        dossier=replay.dossier,
        kind=PaperKind.REPORT,
        title=(title % said)[:200],
        upload=SimpleUploadedFile(file, frozen_pdf(replay, at=at), "application/pdf"),
        supplied_by=by.organisation,
        by=by,
        at=at,
        final=True,
    )
    LadderBasis.objects.create(
        ladder=ladder, replay=replay, paper=paper, drafted_at=at, drafted_by=by
    )
    note(
        "ladder_drafted", replay, by=by, at=at, ladder=ladder.pk, code=ladder.code,
        paper=paper.pk, sha256=replay.sha256,
    )  # fmt: skip
    return ladder


def _source(replay: Replay) -> str:
    said = {"variant": replay, "seal": replay.sha256[:12]}
    return (_("Lab: %(variant)s, replay %(seal)s") % said)[:300]
