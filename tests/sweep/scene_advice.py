"""A line of the scene's team with its stops and route, one that ended, and variants to choose."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from coordination.actions.terms import Term
from coordination.meetings.models import Entry
from workgroups.advice.models import LineKind, RouteStep, RouteTemplate, StopPurpose
from workgroups.advice.services import (
    Asked,
    StopFacts,
    add_stop,
    add_stop_paper,
    answer_line,
    start_line,
)
from workgroups.options.services import (
    PilotFacts,
    VariantFacts,
    Words,
    add_pilot,
    add_remark,
    add_variant,
    consult,
    start_options,
)

if TYPE_CHECKING:
    from .scenes import Scene


def fill_advice(scene: "Scene", *, at: Any) -> None:
    """A route of the scene's cadence, and lines of its team."""
    things, word = scene.things, scene.word
    by: dict[str, Any] = {"by": scene.keeper, "at": at}
    route = RouteTemplate.objects.create(
        cadence=things["cadence"],
        name_nl=f"Route {word}",
        name_en=f"Route {word}",
        kind=LineKind.QUESTION,
        created_at=at,
    )
    RouteStep.objects.create(
        template=route, position=1, slot=things["slot"], purpose=StopPurpose.OUTCOME, answers=True
    )
    things["route"] = route
    asked = Asked(f"Vraag over {word}", things["team"], asked_on=at.date(), route=route)
    things["advice"] = start_line(asked=asked, **by)
    line = Entry.objects.get(pk=things["entry"].pk)
    things["free_stop"] = add_stop(
        line=things["advice"],
        facts=StopFacts(StopPurpose.DIRECTION, meeting=things["planned"]),
        version=1,
        **by,
    )
    things["stop"] = things["advice"].stops.get(purpose=StopPurpose.OUTCOME)
    things["stop_paper"] = add_stop_paper(stop=things["stop"], paper=things["paper"], **by)
    ended = start_line(asked=Asked(f"Eerder over {word}", things["team"], line=line), **by)
    things["answered"] = answer_line(line=ended, text=f"Antwoord {word}", version=1, **by)


def fill_options(scene: "Scene", *, at: Any) -> None:
    """A question with two variants, a pilot and a remark, of which others are asked."""
    things, word = scene.things, scene.word
    by: dict[str, Any] = {"by": scene.keeper, "at": at}
    words = Words(f"Welke pilot voor {word}?")
    made = start_options(words=words, dossier=scene.dossier, team=things["team"], **by)
    things["variant"] = add_variant(options=made, facts=VariantFacts(f"Variant {word}"), **by)
    things["other_variant"] = add_variant(options=made, facts=VariantFacts(f"Anders {word}"), **by)
    facts = PilotFacts(f"Zaal {word}", starts_on=at.date())
    things["pilot"] = add_pilot(variant=things["variant"], facts=facts, **by)
    things["remark"] = add_remark(options=made, text=f"Opmerking {word}", **by)
    things["unconsulted"] = start_options(words=words, dossier=scene.dossier, **by)
    add_variant(options=things["unconsulted"], facts=VariantFacts(f"Enige {word}"), **by)
    term = Term((at + timedelta(days=2)).date())
    asked = [scene.organisation]
    things["options"] = consult(options=made, term=term, members=asked, version=1, **by)
