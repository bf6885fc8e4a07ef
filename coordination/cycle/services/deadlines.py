"""Deadlines are set, changed, met and opened again."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _

from coordination.actions.terms import Owner
from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import CannotBeUndone, NotAllowed, Refusal
from coordination.meetings.models import Meeting
from coordination.people.models import Organisation, Post, User

from ..models import Deadline, DeadlineKind
from .keeping import (
    keep,
    locked,
    refuse_others,
    refuse_stale,
    refuse_who_does_not_owe,
    required,
    values_of,
)

FURTHEST_YEARS = 5


@dataclass(frozen=True)
class DeadlineFacts:
    """What is due by when, and for whom: exactly one of organisation, person and post."""

    what: str
    due_at: dt.datetime
    dossier: Dossier
    organisation: Organisation | None = None
    person: User | None = None
    post: Post | None = None
    meeting: Meeting | None = None

    def safe(self, by: User, at: dt.datetime) -> "DeadlineFacts":
        if abs(self.due_at.year - at.year) > FURTHEST_YEARS:
            raise Refusal(_("Choose a date within five years from today."), field="day")
        if sum(one is not None for one in (self.organisation, self.person, self.post)) != 1:
            raise Refusal(
                _("Say who owes it: an organisation, a person or a post."), field="organisation"
            )
        meeting = self.meeting
        if meeting and not Meeting.objects.visible_to(by).filter(pk=meeting.pk).exists():
            raise NotAllowed(_("Choose a meeting that you may see."), field="meeting")
        return replace(self, what=required(self.what, field="what", longest=200))

    def values(self) -> dict[str, Any]:
        return dict(vars(self))


FACTS = tuple(field.name for field in fields(DeadlineFacts))


@dataclass(frozen=True)
class Adjustment:
    """What a row of a list changes of a deadline; None leaves it as it stands."""

    due_at: dt.datetime | None = None
    owner: Owner | None = None
    met: bool | None = None

    def of(self, facts: DeadlineFacts) -> DeadlineFacts:
        """The facts so adjusted: owed by the person or the post where one is named."""
        if self.due_at is not None:
            facts = replace(facts, due_at=self.due_at)
        if self.owner is None:
            return facts
        person, post = self.owner.person, self.owner.post
        organisation = None if person or post else self.owner.organisation
        return replace(facts, organisation=organisation, person=person, post=post)


@deed
def set_deadline(*, facts: DeadlineFacts, by: User, at: dt.datetime) -> Deadline:
    """A free deadline in a dossier. Refuses more than one who owes it, and years far from now."""
    refuse_others(by, facts.dossier)
    made = Deadline(
        kind=DeadlineKind.FREE, **facts.safe(by, at).values(), created_at=at, created_by=by
    )
    save_as(made, by=by, at=at)
    record(
        "cycle.deadline_set",
        made,
        by=by,
        at=at,
        dossier=made.dossier_id,
        what=made.what,
        due_at=made.due_at,
    )
    return made


@deed
def change_deadline(
    *, deadline: Deadline, facts: DeadlineFacts, version: int, by: User, at: dt.datetime
) -> Deadline:
    """The deadline with these facts; a date set by hand no longer moves with its meeting."""
    deadline = locked(deadline)
    refuse_others(by, deadline.dossier)
    refuse_stale(deadline, version)
    refuse_others(by, facts.dossier)
    facts = facts.safe(by, at)
    if deadline.kind == DeadlineKind.PAPERS and facts.meeting != deadline.meeting:
        raise Refusal(_("These papers belong to their meeting."), field="meeting")
    changed = changes(values_of(deadline, tuple(facts.values())), facts.values())
    for name, value in facts.values().items():
        setattr(deadline, name, value)
    if "due_at" in changed or "meeting" in changed:
        deadline.offset_number, deadline.offset_unit = None, ""
    keep(deadline, by=by, at=at)
    record("cycle.deadline_changed", deadline, by=by, at=at, dossier=deadline.dossier_id, **changed)
    return deadline


@deed
def adjust_deadline(
    *, deadline: Deadline, version: int, adjustment: Adjustment, by: User, at: dt.datetime
) -> Deadline:
    """The deadline with another moment, another who owes it, and met or open again: one deed.

    Each is refused as by its own verb, and so is what would change nothing.
    """
    current = locked(deadline)
    refuse_who_does_not_owe(by, current)
    refuse_stale(current, version)
    common: dict[str, Any] = {"by": by, "at": at}
    standing = DeadlineFacts(**values_of(current, FACTS))
    facts = adjustment.of(standing)
    if facts != standing:
        current = change_deadline(deadline=current, facts=facts, version=current.version, **common)
    if adjustment.met is not None:
        verb = meet_deadline if adjustment.met else reopen_deadline
        current = verb(deadline=current, version=current.version, **common)
    if current.version == version:
        raise Refusal(_("Nothing was changed."))
    record("cycle.deadline_adjusted", current, dossier=current.dossier_id, was=version, **common)
    return current


@deed
def undo_deadline(*, deadline: Deadline, version: int, by: User, at: dt.datetime) -> Deadline:
    """The deadline as it stood before the deed that made `version`, still its present one.

    Also how it hung on its meeting. Who owes it takes back that it was met, and no more.
    """
    current = locked(deadline)
    refuse_who_does_not_owe(by, current)
    refuse_stale(current, version)
    states: Any = Deadline.history.filter(id=current.pk)
    last = states.filter(version=version).first()
    made = last.history_date if last is not None else at
    before = states.filter(history_date__lt=made).order_by("-version").first()
    if before is None:
        raise CannotBeUndone(_("This can no longer be undone."))
    names = (*FACTS, "offset_number", "offset_unit", "met_at", "met_by")
    changed = changes(values_of(current, names), values_of(before, names))
    if changed.keys() - {"met_at", "met_by"}:
        refuse_others(by, current.dossier)
        refuse_others(by, before.dossier)
    for name in changed:
        setattr(current, name, getattr(before, name))
    keep(current, by=by, at=at)
    record("cycle.deadline_undone", current, by=by, at=at, dossier=current.dossier_id, **changed)
    return current


@deed
def meet_deadline(*, deadline: Deadline, version: int, by: User, at: dt.datetime) -> Deadline:
    """What was due is there; late where `at` lies after it. reopen_deadline undoes.

    Said by who owes it or who keeps the rhythm.
    """
    deadline = locked(deadline)
    refuse_who_does_not_owe(by, deadline)
    refuse_stale(deadline, version)
    if deadline.met_at is not None:
        raise Refusal(_("This deadline was met before."))
    deadline.met_at, deadline.met_by = at, by
    keep(deadline, by=by, at=at)
    record("cycle.deadline_met", deadline, by=by, at=at, dossier=deadline.dossier_id)
    return deadline


@deed
def reopen_deadline(*, deadline: Deadline, version: int, by: User, at: dt.datetime) -> Deadline:
    """What was noted as met is due again."""
    deadline = locked(deadline)
    refuse_who_does_not_owe(by, deadline)
    refuse_stale(deadline, version)
    if deadline.met_at is None:
        raise Refusal(_("This deadline is still open."))
    deadline.met_at = deadline.met_by = None
    keep(deadline, by=by, at=at)
    record("cycle.deadline_reopened", deadline, by=by, at=at, dossier=deadline.dossier_id)
    return deadline
