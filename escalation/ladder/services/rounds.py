"""The round of a region: the steps on its clock, and its end without the ministers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Body, User
from escalation.regions.models import Region

from ..models import Assessment, ProcessStep, Proposal, ProposalStatus, Round, StepKind
from ..permissions import can_propose
from .proposals import close_proposal

BY_HAND = (StepKind.SIGNAL, StepKind.MEANING)
"""Steps that people log; all others are written by the deed that takes them."""


class NoOpenRound(Refusal):
    """Nothing runs for this region that could be settled."""

    status = 409


class AlreadyTaken(Refusal):
    """A step that is taken once in a round was taken."""

    status = 409


@deed
def take_step(
    *,
    region: Region,
    kind: StepKind,
    taken_at: datetime,
    by: User,
    at: datetime,
    with_whom: str = "",
    note: str = "",
) -> ProcessStep:
    """A signal, or a talk of meaning, in the round of the region; the first opens the round.

    Refuses a moment yet to come, a second signal, and a talk of meaning with nobody.
    """
    region = locked(region)
    _refuse_stranger(by, region)
    if kind not in BY_HAND:
        raise Refusal(_("This step is written down by its own deed; log a signal or a talk."))
    if taken_at > at:
        raise Refusal(_("What is yet to happen is not logged."), field="taken_at")
    if kind == StepKind.MEANING and not with_whom.strip():
        raise Refusal(_("Say with whom: the GGD, the RBT, RIVM."), field="with_whom")
    texts: dict[str, Any] = {
        "with_whom": said(with_whom, "with_whom", 100),
        "note": said(note, "note", 500),
    }
    round_ = open_round(region, by=by, at=at)
    if kind == StepKind.SIGNAL and round_.steps.filter(kind=kind).exists():
        raise AlreadyTaken(_("The signal of this round has been logged."), field="kind")
    step = ProcessStep.objects.create(
        round=round_, region=region, kind=kind, at=taken_at, by=by, **texts
    )
    record(
        "ladder.step_taken", step, by=by, at=at, dossier=region.pk, kind=kind, round=round_.pk,
        taken_at=taken_at, **texts,
    )  # fmt: skip
    return step


@deed
def settle_round(*, region: Region, body: Body, outcome: str, by: User, at: datetime) -> Round:
    """The open round closed by a body below the ministers; an open proposal goes with it.

    Refuses where no round is open, or where a level was determined already.
    """
    region = locked(region)
    _refuse_stranger(by, region)
    round_: Round | None = Round.objects.filter(region=region, closed_at=None).first()
    if round_ is None:
        raise NoOpenRound(_("No round is open for %(region)s.") % {"region": region})
    if round_.determinations.standing().exists():
        raise Refusal(_("A level was determined in this round; withdraw or publish that first."))
    outcome = said(outcome, "outcome", 500, needed=_("Say in a line how it was settled."))
    for proposal in Proposal.objects.filter(round=round_, status=ProposalStatus.OPEN):
        close_proposal(proposal, ProposalStatus.WITHDRAWN, by=by, at=at)
    round_.settled_by, round_.outcome = body, outcome
    close_round(round_, by=by, at=at)
    record(
        "ladder.round_settled", round_, by=by, at=at, dossier=region.pk, body=body.code,
        outcome=outcome,
    )  # fmt: skip
    return round_


def open_round(region: Region, *, by: User, at: datetime) -> Round:
    """The round that runs for the region, else a new one that starts at its newest figures.

    The caller holds the lock on the region.
    """
    found: Round | None = Round.objects.filter(region=region, closed_at=None).first()
    if found is not None:
        return found
    newest = newest_assessment(region)
    made = Round.objects.create(region=region, assessment=newest, opened_at=at, opened_by=by)
    known = _known_at(newest.figures) if newest else None
    if known is not None:
        write_step(made, StepKind.FIGURE, by=None, at=min(known, at))
    return made


def close_round(round_: Round, *, by: User, at: datetime) -> None:
    round_.closed_at, round_.closed_by = at, by
    round_.save()


def write_step(
    round_: Round, kind: StepKind, *, by: User | None, at: datetime, with_whom: str = ""
) -> None:
    """A step that is taken once: taken again, its new moment counts."""
    values = {"region": round_.region, "at": at, "by": by, "with_whom": with_whom}
    ProcessStep.objects.update_or_create(round=round_, kind=kind, defaults=values)


def erase_steps(round_: Round, *kinds: StepKind) -> None:
    """What was undone was not taken; that it was, stands in the record."""
    round_.steps.filter(kind__in=kinds).delete()


def newest_assessment(region: Region) -> Assessment | None:
    rows = Assessment.objects.filter(region=region)
    return rows.order_by("-on", "-assessed_at", "-pk").first()


def said(text: str, field: str, longest: int, *, needed: Any = "") -> str:
    """The text as it may be kept; `needed` is the sentence for who says nothing."""
    cleaned = text.strip()
    if needed and not cleaned:
        raise Refusal(needed, field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def _refuse_stranger(user: User, region: Region) -> None:
    if not can_propose(user, region):
        raise NotAllowed(_("Your role does not set levels in motion."))


def _known_at(figures: Iterable[dict[str, Any]]) -> datetime | None:
    """When the youngest figure of an assessment was known."""
    known = [parse_datetime(figure["known_at"]) for figure in figures if figure.get("known_at")]
    return max((moment for moment in known if moment is not None), default=None)
