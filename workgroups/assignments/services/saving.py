"""What the verbs on assignments share: the checks, and how a version is kept and found."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.search.services import index_object
from workgroups.teams.models import Team, TeamStatus

from ..facts import AssignmentFacts, ConsultationFacts, PartFacts
from ..models import Assignment, AssignmentPart, Consultation
from ..permissions import can_draft

LONGEST = 8_000
KEPT = ("id", "held_at", "held_by", "outcome", "version")
"""What a consultation keeps where its line in the draft is typed anew."""
MOST_PARTS, MOST_CONSULTATIONS = 20, 30


class Fixed(Refusal):
    """A version that others have read is not changed any more."""

    status = 409


def lock_team(team: Team, by: User) -> Team:
    """The team under lock, where she may write its assignment and it still works."""
    found = locked(team)
    if not can_draft(by, found):
        raise NotAllowed(_("Only who writes in the team's dossier writes its assignment."))
    if found.status == TeamStatus.DISSOLVED:
        raise Refusal(_("This team is dissolved; its assignment stays as it is."))
    return found


def lock_draft(assignment: Assignment, version: int, by: User) -> Assignment:
    """The draft under lock, with its team; refuses one that was circulated."""
    team = lock_team(assignment.team, by)
    found = locked(assignment)
    found.team = team
    refuse_stale(found, version)
    if not found.is_draft:
        raise Fixed(_("This version was circulated and stays as it is. Draft the next one."))
    return found


def checked(facts: AssignmentFacts) -> AssignmentFacts:
    """The facts as they may be kept; refuses what is empty, too long or too much."""
    if len(facts.parts) > MOST_PARTS:
        sentence = _("An assignment has at most %(most)d parts.") % {"most": MOST_PARTS}
        raise Refusal(sentence, field="parts")
    if len(facts.consultations) > MOST_CONSULTATIONS:
        sentence = _("At most %(most)d consultations fit.") % {"most": MOST_CONSULTATIONS}
        raise Refusal(sentence, field="consultations")
    return AssignmentFacts(
        text=plain(facts.text, "text", needed=_("Type what the team is asked to do.")),
        scope=plain(facts.scope, "scope"),
        remark=plain(facts.remark, "remark", longest=200),
        parts=tuple(_part(one) for one in facts.parts),
        consultations=tuple(_consultation(one) for one in facts.consultations),
        number=facts.number.strip(),
    )


def plain(text: str, field: str, *, longest: int = LONGEST, needed: Any = "") -> str:
    cleaned = text.strip().replace("\r\n", "\n")
    if needed and not cleaned:
        raise Refusal(needed, field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def put(assignment: Assignment, facts: AssignmentFacts) -> None:
    """The head of the version; its rows follow when it is saved."""
    assignment.text, assignment.scope, assignment.remark = facts.text, facts.scope, facts.remark


def put_rows(assignment: Assignment, facts: AssignmentFacts, *, by: User, at: datetime) -> None:
    """Its parts and consultations anew; a draft keeps no earlier states.

    A consultation that stood there keeps what was noted of it.
    """
    earlier = carried(assignment, facts)
    assignment.parts.all().delete()
    assignment.consultations.all().delete()
    Consultation.history.filter(assignment_id=assignment.pk).delete()
    for position, part in enumerate(facts.parts, 1):
        AssignmentPart.objects.create(assignment=assignment, position=position, **vars(part))
    for position, said in enumerate(facts.consultations, 1):
        row = Consultation(assignment=assignment, position=position, **vars(said))
        was = earlier[position - 1]
        for name in KEPT if was is not None else ():
            setattr(row, name, getattr(was, name))
        save_as(row, by=by, at=at, history=False)


def carried(assignment: Assignment, facts: AssignmentFacts) -> list[Consultation | None]:
    """For each consultation that is typed the one that stood there: of the same words, else the
    next one with the same organisation.
    """
    left = list(assignment.consultations.order_by("position"))
    found: list[Consultation | None] = [None] * len(facts.consultations)
    for same in (_same_words, _same_organisation):
        for number, said in enumerate(facts.consultations):
            was = next((row for row in left if found[number] is None and same(row, said)), None)
            if was is not None:
                found[number] = was
                left.remove(was)
    return found


def _same_words(row: Consultation, said: ConsultationFacts) -> bool:
    return _same_organisation(row, said) and row.subject == said.subject


def _same_organisation(row: Consultation, said: ConsultationFacts) -> bool:
    return row.organisation_id == said.organisation.pk


def index(assignment: Assignment, *, at: datetime) -> None:
    team = assignment.team
    parts = " ".join(f"{part.title} {part.text}" for part in assignment.parts.order_by("position"))
    index_object(
        assignment,
        dossier=team.dossier,
        title=f"{team.code} {team.subject}",
        hint=assignment.number,
        text=f"{assignment.remark} {assignment.text} {assignment.scope} {parts}",
        url=assignment.get_absolute_url(),
        at=at,
    )


def note(
    verb: str, noun: Any, assignment: Assignment, *, by: User, at: datetime, **said: Any
) -> None:
    record(
        f"assignments.{verb}",
        noun,
        by=by,
        at=at,
        dossier=assignment.team_id,
        number=assignment.number,
        **said,
    )


def _part(part: PartFacts) -> PartFacts:
    title = plain(part.title, "parts", longest=300, needed=_("Give every part a title."))
    waits = plain(part.waits_for, "parts", longest=300)
    return PartFacts(title, plain(part.text, "parts"), waits)


def _consultation(one: ConsultationFacts) -> ConsultationFacts:
    needed = _("Say with whom, and about what.")
    subject = plain(one.subject, "consultations", longest=200, needed=needed)
    return ConsultationFacts(one.organisation, subject, one.due_on)
