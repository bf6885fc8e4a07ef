"""Which reminders fall on another moment when a meeting moves, for who looks before moving it.

Nothing is done to them: what waits lets go of the old date by itself, and the planner plans by
the new one within a minute.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.actions.models import ActionPart, PartStatus
from coordination.meetings.dependents import Dependents, Move, Said, Shift, dependents
from coordination.meetings.models import Meeting
from coordination.people.models import Recipient, User
from coordination.people.queries import daybook_of

from .models import ReminderRule, Side
from .queries.due import find_items
from .services.reminders.moments import Reckoner

REMINDERS = "cycle.reminders"
POINTS = ("meetings.points", "contributions.requests")
KINDS = {
    "cycle.deadlines": ("cycle.papers", "cycle.deadline"),
    "meetings.points": ("actions.point",),
    "contributions.requests": ("actions.point",),
}
"""As what the things that hang on a meeting are due."""


def shifts(_moves: Sequence[Move], before: Sequence[Shift]) -> list[Shift]:
    """For each thing that moves the moments of the rules that warn of it, before and after."""
    moving = {one.noun.pk: one for one in before if one.source in KINDS and not one.stays}
    if not moving:
        return []
    rules: dict[str, list[ReminderRule]] = defaultdict(list)
    for rule in ReminderRule.objects.active().filter(side=Side.BEFORE).order_by("number", "pk"):
        rules[rule.kind].append(rule)
    wanted = [(kind, one.noun.pk) for one in moving.values() for kind in KINDS[one.source]]
    for part, point in _a_part_of([pk for pk, one in moving.items() if one.source in POINTS]):
        moving[part] = moving[point]
        wanted.append(("actions.part", part))
    reckoner = Reckoner(daybook_of())
    found = []
    for item in find_items(wanted).values():
        one = moving[item.pk]
        moved = replace(item, due_at=one.becomes, meeting_at=one.hangs_at)
        found += [
            replace(
                one,
                source=REMINDERS,
                label=gettext_lazy("reminder"),
                what=_("Reminder: %(what)s") % {"what": one.what},
                was=reckoner.falls_at(rule, item),
                becomes=reckoner.falls_at(rule, moved),
                who=(),
                told=False,
            )
            for rule in rules[item.kind]
        ]
    return [one for one in found if not one.stays]


def _a_part_of(points: list[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """One open part of each point that was asked of all: they are reminded at one moment."""
    parts = ActionPart.objects.filter(action_point__in=points, status=PartStatus.OPEN)
    found = dict(parts.order_by("pk").values_list("action_point", "pk"))
    return ((part, point) for point, part in found.items())


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    things = {name: [one for one in found if _kind(one) == name] for name in SEEN}
    return [one for name, those in things.items() for one in dependents[name].seen(those, user)]


SEEN = ("cycle.deadlines", "meetings.points")


def _kind(one: Shift) -> str:
    return SEEN[0] if one.noun._meta.app_label == "cycle" else SEEN[1]


def apply(_shift: Shift, _by: User, _at: dt.datetime) -> None:
    """The planner does it."""


def undone(_meetings: Sequence[Meeting], _moved_at: dt.datetime) -> list[Shift]:
    return []


def said_to(_pks: Iterable[UUID], _recipient: Recipient) -> dict[str, Said]:
    return {}


dependents.add(REMINDERS, Dependents(shifts, seen, apply, undone, said_to), order=90)
