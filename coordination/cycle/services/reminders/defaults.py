"""The rules an installation begins with; a coordinator changes them."""

from datetime import datetime

from coordination.kit.workdays import Unit
from coordination.people.models import User

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
    """The rules of RULES, where there is no rule at all yet; else none."""
    if ReminderRule.objects.exists():
        return []
    return [add_rule(facts=_marked(facts, mark), by=by, at=at) for facts in RULES]


def _marked(facts: RuleFacts, mark: str) -> RuleFacts:
    return RuleFacts(**{**facts.values(), "note": mark})
