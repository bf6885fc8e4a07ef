"""An exercise looked back on: what came when, what was expected, and what was done then."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coordination.audit.models import AuditEvent
from coordination.dossiers.queries.wording import event_words
from coordination.mail.models import Message
from coordination.people.models import User

from ..models import MAIL, ClockSetting, Exercise, Inject, InjectStatus
from .acting import SINCE, deeds_of_players
from .lists import injects_of

FIRST_FEW, MOST = 4, 2000


@dataclass(frozen=True)
class Act:
    """A deed after an inject, so long after it in the story."""

    at: dt.datetime
    who: str
    words: str
    after: dt.timedelta


@dataclass(frozen=True)
class Came:
    """An inject, with the first deeds of a day in the story by those it was for, and how many.

    Where it was for nobody in particular those of all who play.
    """

    inject: Inject
    late: dt.timedelta
    told: int
    acts: list[Act]
    count: int


@dataclass(frozen=True)
class LookedBack:
    """All injects in the order of the story, and how its clock went."""

    came: list[Came]
    settings: list[ClockSetting]
    released: int
    answered: int

    @property
    def planned(self) -> int:
        return len(self.came)


def look_back(exercise: Exercise) -> LookedBack:
    """Six queries for any number of injects; beyond 2,000 deeds the later ones are left out."""
    injects = list(injects_of(exercise))
    came = [one for one in injects if one.status == InjectStatus.RELEASED]
    told = _told(came)
    events = _events(came, exercise)
    people = {event.actor.removeprefix("user:") for event in events}
    rows = User.objects.get_queryset().filter(pk__in=people).select_related("organisation")
    names = {str(one.pk): one.label for one in rows}
    found = [_came(one, told[str(one.pk)], events, names) for one in injects]
    return LookedBack(
        came=found,
        settings=list(ClockSetting.objects.select_related("set_by__organisation").order_by("pk")),
        released=len(came),
        answered=sum(one.count > 0 for one in found),
    )


def _told(injects: Sequence[Inject]) -> dict[str, set[str]]:
    """By inject the people who got it."""
    found: dict[str, set[str]] = defaultdict(set)
    if injects:
        rows = Message.objects.filter(kind=MAIL, recipient__user__isnull=False)
        for key, person in rows.values_list("key", "recipient__user").order_by("pk"):
            found[key.partition(":")[0]].add(str(person))
    return found


def _events(injects: Sequence[Inject], exercise: Exercise) -> list[AuditEvent]:
    moments = [one.released_at for one in injects if one.released_at is not None]
    if not moments:
        return []
    events = deeds_of_players(exercise).filter(at__gte=min(moments), at__lt=max(moments) + SINCE)
    return list(events.defer("payload").order_by("at", "pk")[:MOST])


def _came(
    inject: Inject, told: set[str], events: Sequence[AuditEvent], names: dict[str, str]
) -> Came:
    at = inject.released_at
    if at is None:
        return Came(inject, dt.timedelta(0), 0, [], 0)
    mine = [
        event
        for event in events
        if at <= event.at < at + SINCE and (not told or event.actor.removeprefix("user:") in told)
    ]
    acts = [
        Act(event.at, names.get(event.actor.removeprefix("user:"), ""), event_words(event.action),
            event.at - at)
        for event in mine[:FIRST_FEW]
    ]  # fmt: skip
    return Came(inject, at - inject.due_at, len(told), acts, len(mine))
