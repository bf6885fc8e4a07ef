"""The rules an installation begins with; a coordinator changes them."""

from datetime import datetime

from coordination.kit.workdays import Unit
from coordination.people.models import User

from ...due import FirstRule, due_items
from ...models import Audience, ReminderRule, Side
from .rules import RuleFacts, add_rule

BEFORE_NL, BEFORE_EN = "{what} is nodig op {due}.", "{what} is due on {due}."
LATE_NL = "Dit had er op {due} moeten zijn. Meld het gereed of vraag om een andere datum."
LATE_EN = "This was due on {due}. Report it as done, or ask for another date."
TOLD_NL = "{owner} is hiermee te laat: het was nodig op {due}."
TOLD_EN = "{owner} is late with this: it was due on {due}."


def _before(kind: str, number: int, name_nl: str, name_en: str, **more: str) -> RuleFacts:
    return RuleFacts(
        kind,
        number,
        f"{name_nl} {{number}}: nodig op {{due}}",
        f"{name_en} {{number}}: due on {{due}}",
        BEFORE_NL,
        BEFORE_EN,
        **more,  # type: ignore[arg-type]  # unit, side and audience are words
    )


def _late(kind: str, number: int, audience: Audience, *, told: bool = False) -> RuleFacts:
    return RuleFacts(
        kind,
        number,
        "Te laat: {number} {dossier}",
        "Late: {number} {dossier}",
        TOLD_NL if told else LATE_NL,
        TOLD_EN if told else LATE_EN,
        side=Side.AFTER,
        audience=audience,
    )


RULES = (
    _before("actions.point", 1, "Actiepunt", "Action point"),
    _late("actions.point", 1, Audience.OWNER),
    _late("actions.point", 2, Audience.LEAD, told=True),
    _before("actions.part", 1, "Uitvraag", "Request"),
    _late("actions.part", 1, Audience.OWNER),
    _late("actions.part", 2, Audience.LEAD, told=True),
    _before("cycle.papers", 1, "Stukken", "Papers"),
    _before("cycle.papers", 4, "Stukken", "Papers", unit=Unit.HOURS),
    _late("cycle.papers", 1, Audience.LEAD, told=True),
    _before("cycle.deadline", 1, "Termijn", "Deadline"),
    _late("cycle.deadline", 1, Audience.OWNER),
    _late("cycle.deadline", 2, Audience.LEAD, told=True),
    _before("decisions.review", 5, "Besluit", "Decision", audience=Audience.LEAD),
)
MARK = "Standaardregel"


def load_rules(*, at: datetime, by: User | None = None, mark: str = MARK) -> list[ReminderRule]:
    """The rules to begin with of every kind that has no rule yet; what stands is left alone."""
    known = set(ReminderRule.objects.values_list("kind", flat=True))
    missing = [facts for facts in first_rules() if facts.kind not in known]
    return [add_rule(facts=_marked(facts, mark), by=by, at=at) for facts in missing]


def first_rules() -> list[RuleFacts]:
    """Those of RULES, and what apps above bring with their kinds."""
    brought = ((kind, first) for kind in due_items.names() for first in due_items[kind].rules)
    return [*RULES, *(_brought(kind, first) for kind, first in brought)]


def _brought(kind: str, first: FirstRule) -> RuleFacts:
    audience = Audience(first.audience)
    if first.after:
        return _late(kind, first.number, audience, told=audience is not Audience.OWNER)
    return _before(kind, first.number, first.name_nl, first.name_en, audience=audience)


def _marked(facts: RuleFacts, mark: str) -> RuleFacts:
    return RuleFacts(**{**facts.values(), "note": mark})
