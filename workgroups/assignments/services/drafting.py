"""A version is drafted, changed until it goes round, or thrown away."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, digest
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from coordination.search.services import forget_object
from workgroups.teams.models import Team

from ..facts import AssignmentFacts, read_number
from ..models import Assignment, AssignmentStatus
from .saving import carried, checked, index, lock_draft, lock_team, note, put, put_rows


class NotNext(Refusal):
    """Versions go up."""


class DraftStands(Refusal):
    """A team writes one version at a time."""

    status = 409


@deed
def draft_assignment(*, team: Team, facts: AssignmentFacts, by: User, at: datetime) -> Assignment:
    """The team's next version, as a draft.

    Refuses who does not write in its dossier, a second draft, and a number that does not go up.
    """
    team = lock_team(team, by)
    wanted = checked(facts)
    if Assignment.objects.filter(team=team, status=AssignmentStatus.DRAFT).exists():
        raise DraftStands(_("A draft of this assignment stands already; change that one."))
    major, minor = _number(team, wanted.number)
    made = Assignment(team=team, major=major, minor=minor, created_at=at, created_by=by)
    put(made, wanted)
    save_as(made, by=by, at=at, history=False)
    put_rows(made, wanted, by=by, at=at)
    index(made, at=at)
    note("drafted", made, made, by=by, at=at, text=digest(made.text))
    return made


@deed
def change_assignment(
    *, assignment: Assignment, facts: AssignmentFacts, version: int, by: User, at: datetime
) -> Assignment:
    """The draft with these facts.

    Refuses a version that was circulated, and to leave out a consultation that was held.
    """
    draft = lock_draft(assignment, version, by)
    wanted = checked(facts)
    _refuse_lost(draft, wanted)
    before = AssignmentFacts.of(draft)
    wanted = replace(wanted, number=wanted.number or draft.number)
    draft.major, draft.minor = _number(draft.team, wanted.number, draft)
    put(draft, wanted)
    draft.version += 1
    save_as(draft, by=by, at=at, history=False)
    put_rows(draft, wanted, by=by, at=at)
    index(draft, at=at)
    note("changed", draft, draft, by=by, at=at, **changes(_sealed(before), _sealed(wanted)))
    return draft


@deed
def discard_assignment(*, assignment: Assignment, version: int, by: User, at: datetime) -> None:
    """Throw the draft away: the inverse of drafting it."""
    draft = lock_draft(assignment, version, by)
    note("discarded", draft, draft, by=by, at=at)
    forget_object(draft)
    key = draft.pk
    put_rows(draft, AssignmentFacts(""), by=by, at=at)
    draft.delete()
    # a draft leaves no earlier states, so neither does its removal
    Assignment.history.filter(id=key).delete()


def last_of(team: Team, other_than: Assignment | None = None) -> Assignment | None:
    """The version with the highest number."""
    rows = Assignment.objects.filter(team=team).newest_first()
    if other_than is not None:
        rows = rows.exclude(pk=other_than.pk)
    found: Assignment | None = rows.first()
    return found


def _refuse_lost(draft: Assignment, wanted: AssignmentFacts) -> None:
    stays = {row.pk for row in carried(draft, wanted) if row is not None}
    gone = draft.consultations.exclude(held_at=None).exclude(pk__in=stays)
    row = gone.select_related("organisation").order_by("position").first()
    if row is not None:
        sentence = _(
            "“%(consultation)s” was held already; leave its line in, or what came of it is lost."
        )
        raise Refusal(sentence % {"consultation": row}, field="consultations")


def _number(team: Team, typed: str, draft: Assignment | None = None) -> tuple[int, int]:
    """What was typed, or the next one: 0.1 to begin with."""
    last = last_of(team, draft)
    if not typed:
        return (last.major, last.minor + 1) if last else (0, 1)
    number = read_number(typed)
    if last is not None and number <= last.place:
        sentence = _("Version %(last)s stands already; the next one is higher.")
        raise NotNext(sentence % {"last": last.number}, field="number")
    return number


def _sealed(facts: AssignmentFacts) -> dict[str, str]:
    """What the record keeps of a version: the hash of each of its texts."""
    parts = "\n".join(f"{part.title}\n{part.text}\n{part.waits_for}" for part in facts.parts)
    said = "\n".join(f"{one.organisation.code} {one.subject}" for one in facts.consultations)
    return {
        "edition": facts.number,
        "remark": facts.remark,
        "text": digest(facts.text),
        "scope": digest(facts.scope),
        "parts": digest(parts),
        "consultations": digest(said),
    }
