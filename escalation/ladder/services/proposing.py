"""Asking the office for a level, with why, and why on this table."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import LadderStatus, Level, Proposal, ProposalStatus, StepKind
from ..permissions import can_propose
from .proposals import close_proposal
from .rounds import erase_steps, open_round, said, write_step
from .telling import tell_office


class OneProposalOpen(Refusal):
    """A region has one open proposal at a time."""

    status = 409


class NotOfThisLadder(Refusal):
    """The level stands in a ladder that does not hold for this region on this day."""


@deed
def propose_level(
    *, region: Region, level: Level, reason: str, why_here: str, by: User, at: datetime
) -> Proposal:
    """An open proposal in the round of the region, which it opens if need be; the office is mailed.

    Refuses a second open proposal, a level of a ladder that does not hold today, and silence on
    why or on why it is for this office to decide.
    """
    region = locked(region)
    if not can_propose(by, region):
        raise NotAllowed(_("Your role does not propose levels."))
    refuse_other_ladder(level, region, timezone.localtime(at).date())
    reason = said(reason, "reason", 2000, needed=_("Say why this level."))
    why = said(why_here, "why_here", 500, needed=_("Say why it is decided here and not lower."))
    if Proposal.objects.filter(region=region, status=ProposalStatus.OPEN).exists():
        raise OneProposalOpen(
            _("A proposal for %(region)s is open. Withdraw it first.") % {"region": region}
        )
    round_ = open_round(region, by=by, at=at)
    proposal = Proposal(
        region=region, round=round_, level=level, reason=reason, why_here=why,
        proposed_at=at, proposed_by=by,
    )  # fmt: skip
    save_as(proposal, by=by, at=at)
    write_step(round_, StepKind.PROPOSAL, by=by, at=at)
    tell_office(proposal, at=at)
    record(
        "ladder.level_proposed", proposal, by=by, at=at, dossier=region.pk, level=level.rank,
        ladder=level.ladder.code, reason=digest(reason), why_here=digest(why),
    )  # fmt: skip
    return proposal


@deed
def withdraw_proposal(*, proposal: Proposal, version: int, by: User, at: datetime) -> Proposal:
    """The proposal off the table; its round stays open. Refuses what is no longer open."""
    current = locked(proposal)
    if not can_propose(by, current.region):
        raise NotAllowed(_("Your role does not withdraw proposals."))
    refuse_stale(current, version)
    if current.status != ProposalStatus.OPEN:
        raise Refusal(_("This proposal is no longer open."))
    close_proposal(current, ProposalStatus.WITHDRAWN, by=by, at=at)
    erase_steps(current.round, StepKind.PROPOSAL)
    record("ladder.proposal_withdrawn", current, by=by, at=at, dossier=current.region_id)
    return current


def refuse_other_ladder(level: Level, region: Region, day: date) -> None:
    """Refuse a level that is not of a ladder in force for regions like this one on that day."""
    ladder = level.ladder
    holds = (
        ladder.status == LadderStatus.ADOPTED
        and ladder.scope == region.scope
        and ladder.valid_from is not None
        and ladder.valid_from <= day
        and (ladder.valid_to is None or day <= ladder.valid_to)
    )
    if not holds:
        sentence = _("%(level)s of %(ladder)s does not hold for %(region)s on %(day)s.")
        words = {"level": level, "ladder": ladder, "region": region, "day": f"{day:%d-%m-%Y}"}
        raise NotOfThisLadder(sentence % words, field="level")
