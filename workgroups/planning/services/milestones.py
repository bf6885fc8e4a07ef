"""Milestones of a product: added, changed, reached, moved to earlier or later."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.meetings.models import Meeting
from coordination.people.models import User

from ..facts import MilestoneFacts
from ..models import Milestone, Product, Slip
from ..queries.missing import missed_by
from ..spans import Span
from .saving import (
    IsDone,
    fitting,
    index,
    keep,
    last_version,
    lock_milestone,
    lock_product,
    next_position,
    note,
    plain,
    put_span,
    refuse_outside,
    span_of,
)

MOST = 20


@deed
def add_milestone(*, product: Product, facts: MilestoneFacts, by: User, at: datetime) -> Milestone:
    """A milestone of a product that is still coming, within the life of its team."""
    found = lock_product(product, None, by)
    if found.is_done:
        raise IsDone(_("This product is delivered or dropped. Open it again first."))
    made = make_milestone(found, facts, by=by, at=at)
    index(found, at=at)
    note("milestone_added", made, found.line.team, by=by, at=at, due=made.due_on)
    return made


@deed
def change_milestone(
    *, milestone: Milestone, facts: MilestoneFacts, version: int, by: User, at: datetime
) -> Milestone:
    """Its name and where it goes to; a first date too, but one that stands is moved.

    A meeting that is chosen gives its day: where that is later than the day that stood, it must
    be moved there with a reason instead.
    """
    found = lock_milestone(milestone, version, by)
    team = found.product.line.team
    title = _title(found.product, facts.title, found)
    span = fitting(team, facts, by)
    if found.due_on is not None and (span is None or span.due_on > found.due_on):
        raise Refusal(_("Say why it becomes later: move the milestone."), field="due")
    before = _words(found)
    found.title, found.body, found.meeting = title, facts.body, facts.meeting
    put_span(found, span)
    keep(found, by=by, at=at)
    index(found.product, at=at)
    note("milestone_changed", found, team, by=by, at=at, **changes(before, _words(found)))
    return found


@deed
def move_milestone(
    *,
    milestone: Milestone,
    facts: MilestoneFacts,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> Milestone:
    """The milestone at other days. Later is a slip: it needs a reason, and keeps what it misses.

    Refuses one that was reached or was never planned, and the days that stand already.
    """
    found = lock_milestone(milestone, version, by)
    team = found.product.line.team
    if found.reached_at is not None:
        raise IsDone(_("This milestone was reached; it does not move any more."))
    old, new = found.span, fitting(team, facts, by)
    if old is None or new is None:
        raise Refusal(_("Say when it will be: a day, or words like nov/dec."), field="due")
    if old == new and facts.meeting == found.meeting:
        raise Refusal(_("It stands there already."), field="due")
    later = new.due_on > old.due_on
    needed = _("Say why it becomes later.") if later else ""
    why = plain(reason, "reason", longest=300, needed=needed)
    if later:
        _slip(found, old, new, why, by=by, at=at)
    found.body, found.meeting = facts.body, facts.meeting
    put_span(found, new)
    keep(found, by=by, at=at)
    verb = "milestone_slipped" if later else "milestone_moved"
    note(verb, found, team, by=by, at=at, old=old.label, new=new.label)
    return found


@deed
def take_back_slip(*, slip: Slip, version: int, by: User, at: datetime) -> Milestone:
    """The milestone where it stood, with its body and meeting as far as that is still that day.

    `version` is that of the milestone, which has not changed.
    """
    found = lock_milestone(slip.milestone, version, by)
    last = found.slips.standing().order_by("-number").first()
    if last is None or last.pk != slip.pk or found.due_on != last.due_on:
        raise IsDone(_("This milestone was moved again; move it once more instead."))
    slip = locked(slip)
    refuse_outside(found.product.line.team, slip.was)
    slip.taken_back_at, slip.taken_back_by = at, by
    save_as(slip, by=by, at=at)
    _send_back(found, slip.was, by)
    put_span(found, slip.was)
    keep(found, by=by, at=at)
    note("slip_taken_back", found, found.product.line.team, by=by, at=at, new=slip.was.label)
    return found


@deed
def reach_milestone(*, milestone: Milestone, version: int, by: User, at: datetime) -> Milestone:
    """It is reached, late where `at` lies after its last day; reopen_milestone undoes.

    Refuses it where the product is delivered as a paper and none was supplied.
    """
    found = lock_milestone(milestone, version, by)
    if found.reached_at is not None:
        raise IsDone(_("This milestone was reached before."))
    product = found.product
    if product.needs_version and last_version(product) is None:
        raise IsDone(_("Supply the version that is delivered first."))
    reach(found, by=by, at=at)
    note("milestone_reached", found, product.line.team, by=by, at=at)
    return found


@deed
def reopen_milestone(*, milestone: Milestone, version: int, by: User, at: datetime) -> Milestone:
    """It is awaited again."""
    found = lock_milestone(milestone, version, by)
    if found.reached_at is None:
        raise IsDone(_("This milestone is still awaited."))
    found.reached_at = found.reached_by = None
    keep(found, by=by, at=at)
    note("milestone_reopened", found, found.product.line.team, by=by, at=at)
    return found


@deed
def remove_milestone(*, milestone: Milestone, version: int, by: User, at: datetime) -> None:
    """Taken off the plan. Refuses one that was reached or moved: that is part of the story."""
    found = lock_milestone(milestone, version, by)
    if found.reached_at is not None or found.slips.exists():
        raise IsDone(_("This milestone was reached or moved before, so it stays."))
    product = found.product
    note("milestone_removed", found, product.line.team, by=by, at=at, due=found.due_on)
    delete_as(found, by=by, at=at)
    index(product, at=at)


def delete_as(noun: Any, *, by: User, at: datetime) -> None:
    """Delete a row; its last history row carries the person and the moment."""
    noun._history_user, noun._history_date = by, at
    noun.delete()


def make_milestone(product: Product, facts: MilestoneFacts, *, by: User, at: datetime) -> Milestone:
    """A row at the end of the product's milestones, saved."""
    if product.milestones.count() >= MOST:
        raise Refusal(too_many())
    made = Milestone(
        product=product,
        position=next_position(product.milestones),
        title=_title(product, facts.title),
        body=facts.body,
        meeting=facts.meeting,
    )
    span = fitting(product.line.team, facts, by)
    put_span(made, span)
    made.due_version = 1
    save_as(made, by=by, at=at)
    return made


def too_many() -> str:
    return _("A product has at most %(most)d milestones.") % {"most": MOST}


def reach(milestone: Milestone, *, by: User, at: datetime) -> None:
    milestone.reached_at, milestone.reached_by = at, by
    keep(milestone, by=by, at=at)


def _slip(
    milestone: Milestone, old: Span, new: Span, reason: str, *, by: User, at: datetime
) -> Slip:
    missed = missed_by(milestone, new.due_on, by)
    made = Slip(
        milestone=milestone,
        number=milestone.slips.count() + 1,
        old_starts_on=old.starts_on,
        old_due_on=old.due_on,
        old_words=old.words,
        due_on=new.due_on,
        due_words=new.words,
        reason=reason,
        meeting=missed.meeting,
        cycle=missed.cycle,
        at=at,
        by=by,
    )
    save_as(made, by=by, at=at)
    return made


def _send_back(milestone: Milestone, was: Span, by: User) -> None:
    """To the body and the meeting it went to before its last day became what it is now."""
    rows: Any = Milestone.history.filter(id=milestone.pk, due_version__lt=milestone.due_version)
    before = rows.order_by("-version").first()
    meetings = Meeting.objects.visible_to(by).standing().filter(pk=before and before.meeting_id)
    meeting = meetings.first()
    milestone.body_id = before.body_id if before else milestone.body_id
    milestone.meeting = meeting if meeting is not None and span_of(meeting) == was else None


def _title(product: Product, title: str, milestone: Milestone | None = None) -> str:
    cleaned = plain(title, "title", longest=200)
    same = product.milestones.filter(title__iexact=cleaned)
    if same.exclude(pk=milestone.pk if milestone else None).exists():
        sentence = (
            _("This product has a milestone with that name already.")
            if cleaned
            else _("Give the milestone a name: this product has another one.")
        )
        raise Refusal(sentence, field="title")
    return cleaned


def _words(milestone: Milestone) -> dict[str, Any]:
    span = milestone.span
    return {
        "title": milestone.title,
        "due": span.label if span else "",
        "body": milestone.body_id,
        "meeting": milestone.meeting_id,
    }
