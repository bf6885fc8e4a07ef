"""The second person, the publication, and taking back what was not published."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.decisions.services import free_decision
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import Determination, Proposal, ProposalStatus, StepKind
from ..permissions import can_confirm, can_determine
from .proposals import close_proposal
from .rounds import close_round, erase_steps, write_step


class NotYetInformed(Refusal):
    """A region hears its level before the country does."""

    status = 409


class NotYetConfirmed(Refusal):
    """A lower level was seen by one person only."""

    status = 409


class NoLongerOpen(Refusal):
    """It was published or withdrawn already."""

    status = 409


@deed
def confirm_determination(
    *, determination: Determination, version: int, by: User, at: datetime
) -> Determination:
    """A lower level as seen by a second person; refuses who recorded it herself."""
    current = locked(determination)
    if not can_confirm(by, current):
        raise NotAllowed(_("A second coordinator confirms it, not the one who recorded it."))
    refuse_stale(current, version)
    _refuse_closed(current)
    if not current.lowers or current.confirmed_at is not None:
        raise NoLongerOpen(_("This level needs no confirmation any more."))
    current.confirmed_at, current.confirmed_by = at, by
    keep(current, by=by, at=at)
    record("ladder.level_confirmed", current, by=by, at=at, dossier=current.region_id)
    return current


@deed
def publish_determinations(
    *, determinations: Sequence[Determination], by: User, at: datetime
) -> list[Determination]:
    """All or none: the levels for everyone who may see the regions, partners after the embargo.

    Refuses while a region was not informed or a lower level not confirmed, and says which.
    """
    rows = _to_publish(determinations, by)
    uninformed = _names(row for row in rows if row.informed_at is None)
    if uninformed:
        sentence = _("Not yet informed: %(regions)s. Call their chairs and tick that first.")
        raise NotYetInformed(sentence % {"regions": uninformed})
    unconfirmed = _names(row for row in rows if row.lowers and row.confirmed_at is None)
    if unconfirmed:
        sentence = _("A second person has yet to confirm: %(regions)s.")
        raise NotYetConfirmed(sentence % {"regions": unconfirmed})
    for row in rows:
        row.published_at, row.published_by = at, by
        keep(row, by=by, at=at)
        if row.round is not None:
            write_step(row.round, StepKind.PUBLISHED, by=by, at=at)
            write_step(row.round, StepKind.IN_FORCE, by=None, at=row.in_force_at)
            close_round(row.round, by=by, at=at)
        record(
            "ladder.level_published", row, by=by, at=at, dossier=row.region_id, part=True,
            level=row.level.rank if row.level else None, embargo_until=row.embargo_until,
        )  # fmt: skip
    _free_decisions(rows, by=by, at=at)
    record(
        "ladder.levels_published", None, by=by, at=at,
        regions=[row.region.code for row in rows],
    )  # fmt: skip
    return rows


@deed
def withdraw_determinations(
    *, determinations: Sequence[Determination], by: User, at: datetime
) -> list[Determination]:
    """Take back levels that are not published; their proposals lie open again.

    The decision they followed stays in the register.
    """
    rows = _to_publish(determinations, by)
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by
        keep(row, by=by, at=at)
        if row.round is not None:
            erase_steps(row.round, StepKind.DETERMINATION, StepKind.INFORMED)
        _reopen(row.proposal, by=by, at=at)
        record("ladder.level_withdrawn", row, by=by, at=at, dossier=row.region_id, part=True)
    record(
        "ladder.levels_withdrawn", None, by=by, at=at,
        regions=[row.region.code for row in rows],
    )  # fmt: skip
    return rows


def _free_decisions(rows: Sequence[Determination], *, by: User, at: datetime) -> None:
    """Decisions that were recorded with levels of which none waits any more."""
    decisions = {row.decision.pk: row.decision for row in rows if row.decision is not None}
    for _key, decision in sorted(decisions.items()):
        of_decision = Determination.objects.standing().filter(decision=decision)
        waits = of_decision.filter(published_at=None).exists()
        recorded_with = of_decision.filter(determined_at=decision.created_at)
        if waits or decision.embargo_until is None or not recorded_with.exists():
            continue
        untils = of_decision.exclude(embargo_until=None).values_list("embargo_until", flat=True)
        until = max((one for one in untils if one is not None), default=None)
        free_decision(decision=decision, until=until, by=by, at=at)


def keep(row: Determination, *, by: User, at: datetime) -> None:
    """The next version of a determination with its history row."""
    row.version += 1
    save_as(row, by=by, at=at)


def _reopen(proposal: Proposal | None, *, by: User, at: datetime) -> None:
    if proposal is not None:
        close_proposal(proposal, ProposalStatus.OPEN, by=by, at=at)


def locked_all(
    determinations: Sequence[Determination],
    by: User,
    *,
    others: str,
    refuse_closed: Callable[[Determination], None],
) -> list[Determination]:
    """At least one, each under lock and still open; `others` is told to who may not."""
    if not determinations:
        raise Refusal(_("Choose at least one region."))
    rows = [locked(row) for row in sorted(determinations, key=lambda row: row.pk)]
    for row in rows:
        if not can_determine(by, row.region):
            raise NotAllowed(others)
        refuse_closed(row)
    return rows


def _to_publish(determinations: Sequence[Determination], by: User) -> list[Determination]:
    others = _("Only a coordinator publishes levels or takes them back.")
    return locked_all(determinations, by, others=others, refuse_closed=_refuse_closed)


def _refuse_closed(row: Determination) -> None:
    if row.withdrawn_at is not None:
        raise NoLongerOpen(_("The level of %(region)s was withdrawn.") % {"region": row.region})
    if row.published_at is not None:
        raise NoLongerOpen(_("The level of %(region)s is published.") % {"region": row.region})


def _names(rows: Iterable[Determination]) -> str:
    return ", ".join(sorted(row.region.name for row in rows))
