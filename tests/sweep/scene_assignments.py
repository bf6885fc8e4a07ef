"""The team of a scene with two versions of its assignment: one circulated, one a draft."""

from datetime import date
from typing import TYPE_CHECKING, Any

from coordination.actions.terms import Term
from coordination.people.models import Organisation
from workgroups.assignments.facts import AssignmentFacts, ConsultationFacts, PartFacts
from workgroups.assignments.services import (
    circulate_assignment,
    draft_assignment,
    hold_consultation,
)

if TYPE_CHECKING:
    from .scenes import Scene


def fill_assignments(scene: "Scene", *, at: Any) -> None:
    word, things = scene.word, scene.things
    by: dict[str, Any] = {"by": scene.keeper, "at": at}
    facts = AssignmentFacts(
        text=f"Opdracht over {word}",
        parts=(PartFacts(f"Onderdeel {word}"),),
        consultations=(
            ConsultationFacts(scene.organisation, f"gesprek over {word}"),
            ConsultationFacts(scene.organisation, f"vervolg over {word}"),
        ),
    )
    first = draft_assignment(team=things["team"], facts=facts, **by)
    rival = Organisation.objects.exclude(pk=scene.organisation.pk).order_by("code").first()
    assert rival is not None
    things["assignment"] = circulate_assignment(
        assignment=first,
        version=first.version,
        term=Term(date(2020, 11, 6)),
        members=[scene.organisation, rival],
        **by,
    )
    things["assignment_draft"] = draft_assignment(team=things["team"], facts=facts, **by)
    pending, other = things["assignment"].consultations.order_by("position")
    things["consultation"] = pending
    things["held_consultation"] = hold_consultation(
        consultation=other, outcome=f"Eens over {word}", version=other.version, **by
    )
