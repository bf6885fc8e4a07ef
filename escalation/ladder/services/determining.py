"""The office sets the levels of one or many regions in one sitting, by one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.decisions.models import Decision, DecisionStatus
from coordination.decisions.permissions import can_record
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Post, User
from escalation.regions.models import Region

from ..models import Assessment, Determination, Level, Proposal, ProposalStatus, StepKind
from ..permissions import can_determine
from ..queries.ladders import valid_on
from ..queries.standing import standing_among
from .assessed import assessed_for
from .proposals import close_proposal
from .proposing import refuse_other_ladder
from .rounds import open_round, said, write_step

WAITS = timedelta(days=90)
"""So long a decision stays under embargo where nobody publishes its levels."""


class NotPublishedYet(Refusal):
    """A region waits for the publication of what was determined before."""

    status = 409


class ChangedSince(Refusal):
    """Another level was published since she looked; hers would go over it unseen."""

    status = 409


class DeviationUnexplained(Refusal):
    """Another level than the rule gives is set with a reason."""


@dataclass(frozen=True)
class Choice:
    """What is set for one region; without a level its escalation ends."""

    region: Region
    level: Level | None
    deviation: str = ""


@dataclass(frozen=True)
class Sitting:
    """What holds for all regions of one sitting.

    Either a recorded `decision` of the office, or the `text` of one that is recorded with it.
    `seen_at` is when she looked at the levels that stand.
    """

    post: Post
    in_force_at: datetime
    decision: Decision | None = None
    text: str = ""
    taken_on: date | None = None
    next_on: date | None = None
    embargo_until: datetime | None = None
    seen_at: datetime | None = None

    @property
    def day(self) -> date:
        return timezone.localtime(self.in_force_at).date()


@deed
def determine_levels(
    *, choices: Sequence[Choice], sitting: Sitting, by: User, at: datetime
) -> list[Determination]:
    """All or none: a determination per region, each provisional until it is published.

    Refuses a region twice, a level of another ladder, a level other than the rule's without a
    reason, a region that waits for a publication, and one whose level another set since
    `seen_at`. A lower level waits for a second person.
    """
    chosen = _ordered(choices)
    for choice in chosen:
        if not can_determine(by, locked(choice.region)):
            raise NotAllowed(_("Only a coordinator records the level an office set."))
    _refuse_dates(sitting)
    waiting = Determination.objects.standing().filter(
        region__in=[choice.region for choice in chosen], published_at=None
    )
    _refuse_waiting([row.region for row in waiting.select_related("region")])
    regions = [choice.region for choice in chosen]
    _refuse_changed(regions, sitting.seen_at)
    on = min(sitting.day, timezone.localtime(at).date())
    assessments = assessed_for(regions, on=on, by=by, at=at)
    reasons = [_checked(choice, assessments.get(choice.region.pk), sitting) for choice in chosen]
    decision = _decision(chosen, sitting, by=by, at=at)
    made = [
        _determine(choice, reason, assessments.get(choice.region.pk), sitting, decision, by, at)
        for choice, reason in zip(chosen, reasons, strict=True)
    ]
    record(
        "ladder.levels_determined", decision, by=by, at=at, dossier=decision.dossier_id,
        regions=[choice.region.code for choice in chosen], in_force_at=sitting.in_force_at,
    )  # fmt: skip
    return made


def _ordered(choices: Sequence[Choice]) -> list[Choice]:
    """In one order, so that two sittings cannot wait for each other."""
    keys = {choice.region.pk for choice in choices}
    if not keys:
        raise Refusal(_("Choose a level for at least one region."))
    if len(keys) < len(choices):
        raise Refusal(_("A region stands here twice; choose one level for it."))
    return sorted(choices, key=lambda choice: choice.region.pk)


def _refuse_dates(sitting: Sitting) -> None:
    if sitting.next_on is not None and sitting.next_on <= sitting.day:
        raise Refusal(_("The next determination comes after this one."), field="next_on")
    if sitting.embargo_until is not None and sitting.embargo_until > sitting.in_force_at:
        sentence = _("The embargo cannot end after the level is in force.")
        raise Refusal(sentence, field="embargo_until")


def _refuse_waiting(regions: Sequence[Region]) -> None:
    if regions:
        sentence = _("Not yet published: %(regions)s. Publish or withdraw that level first.")
        names = ", ".join(sorted(region.name for region in regions))
        raise NotPublishedYet(sentence % {"regions": names})


def _refuse_changed(regions: Sequence[Region], seen_at: datetime | None) -> None:
    if seen_at is None:
        return
    newer = Determination.objects.standing().filter(region__in=regions, published_at__gt=seen_at)
    names = sorted({row.region.name for row in newer.select_related("region")})
    if names:
        sentence = _(
            "Another level was published since you looked: %(regions)s. See it under Now; record "
            "once more what still holds."
        )
        raise ChangedSince(sentence % {"regions": ", ".join(names)})


def _checked(choice: Choice, assessment: Assessment | None, sitting: Sitting) -> str:
    """The reason for another level than the rule's; empty where both are the same."""
    if choice.level is not None:
        refuse_other_ladder(choice.level, choice.region, sitting.day)
    reason = said(choice.deviation, "deviation", 2000)
    ruled = assessment.level if assessment else None
    if ruled is None or (choice.level is not None and choice.level.rank == ruled.rank):
        return reason
    if not reason:
        sentence = _("The rule gives %(region)s level %(level)s. Say why it becomes another.")
        words = {"region": choice.region, "level": ruled}
        raise DeviationUnexplained(sentence % words, field=f"deviation-{choice.region.code}")
    return reason


def _decision(chosen: Sequence[Choice], sitting: Sitting, *, by: User, at: datetime) -> Decision:
    """The recorded decision of the office, or a new one in the dossier of the ladder.

    A new one is under embargo until its levels are published, which frees it.
    """
    if sitting.decision is not None:
        taken = sitting.decision
        right = taken.status == DecisionStatus.RECORDED and taken.post_id == sitting.post.pk
        if not right or not Decision.objects.visible_to(by).filter(pk=taken.pk).exists():
            sentence = _("Choose a recorded decision of %(office)s.") % {"office": sitting.post}
            raise Refusal(sentence, field="decision")
        return taken
    ladder = valid_on(sitting.day).filter(scope=chosen[0].region.scope).first()
    dossier = ladder.dossier if ladder else chosen[0].region.dossier
    if not can_record(by, taken_by=sitting.post, dossier=dossier):
        sentence = _(
            "A decision of %(office)s is recorded by its holder or by who leads the dossier "
            "%(dossier)s. Choose one that is recorded."
        )
        words = {"office": sitting.post, "dossier": dossier.title}
        raise Refusal(sentence % words, field="text")
    return record_decision_outside_meeting(
        taken_by=sitting.post,
        taken_on=sitting.taken_on or timezone.localtime(at).date(),
        dossier=dossier,
        text=sitting.text,
        embargo_until=max(at, sitting.in_force_at) + WAITS,
        by=by,
        at=at,
    )


def _determine(
    choice: Choice,
    reason: str,
    assessment: Assessment | None,
    sitting: Sitting,
    decision: Decision,
    by: User,
    at: datetime,
) -> Determination:
    previous = standing_at(choice.region, sitting.in_force_at)
    proposal = Proposal.objects.filter(region=choice.region, status=ProposalStatus.OPEN).first()
    round_ = open_round(choice.region, by=by, at=at)
    made = Determination(
        region=choice.region, level=choice.level, previous=previous, proposal=proposal,
        round=round_, assessment=assessment, post=sitting.post, decision=decision,
        deviation=reason, lowers=_lowers(previous, choice.level), in_force_at=sitting.in_force_at,
        next_on=sitting.next_on, embargo_until=sitting.embargo_until, determined_at=at,
        determined_by=by,
    )  # fmt: skip
    save_as(made, by=by, at=at)
    if proposal is not None:
        close_proposal(proposal, ProposalStatus.DETERMINED, by=by, at=at)
    write_step(round_, StepKind.DETERMINATION, by=by, at=at)
    record(
        "ladder.level_determined", made, by=by, at=at, dossier=choice.region.pk, part=True,
        level=choice.level.rank if choice.level else None, decision=decision.number,
        previous=previous.level.rank if previous and previous.level else None,
    )  # fmt: skip
    return made


def standing_at(region: Region, moment: datetime) -> Determination | None:
    """What is published for the region and in force at that moment, whoever sees it."""
    return standing_among(Determination.objects.all(), region, moment)


def _lowers(previous: Determination | None, level: Level | None) -> bool:
    before = previous.level.rank if previous and previous.level else 0
    return (level.rank if level else 0) < before
