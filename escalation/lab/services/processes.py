"""Make a variant of the process, change it, and throw it away while nothing rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed
from coordination.dossiers.models import Dossier
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from coordination.search.services import forget_object, index_object

from ..models import Direction, ProcessRule, ProcessVariant, Replay, Settler, Sweep
from ..models.processes import MOST_HOURS
from ..replaying.process import Settling
from .variants import clean, note, refuse_others

MOST_RULES = 6


@dataclass(frozen=True)
class ProcessFacts:
    """Its rules in the order in which they are looked at."""

    name: str
    why: str = ""
    minister_hours: int | None = None
    rules: Sequence[Settling] = ()


@deed
def make_process(
    *, dossier: Dossier, facts: ProcessFacts, by: User, at: datetime
) -> ProcessVariant:
    """A variant of the process in the dossier of a ladder, under a name of its own.

    Refuses who does not run the lab, a name that is taken, and a process without a rule.
    """
    refuse_others(by, dossier)
    wanted = _checked(facts)
    _refuse_taken(wanted.name, dossier.pk)
    process = ProcessVariant(dossier=dossier, created_at=at, created_by=by)
    _put(process, wanted, at)
    note("process_made", process, by=by, at=at)
    return process


@deed
def change_process(
    *, process: ProcessVariant, facts: ProcessFacts, version: int, by: User, at: datetime
) -> ProcessVariant:
    """The process with these facts; replays keep the one they were reckoned with."""
    process = locked(process)
    refuse_others(by, process.dossier)
    refuse_stale(process, version)
    wanted = _checked(facts)
    _refuse_taken(wanted.name, process.dossier_id, but=process)
    before = _told(process.name, process.why, process.minister_hours, rules_of(process))
    process.rules.all().delete()
    process.version += 1
    _put(process, wanted, at)
    after = _told(wanted.name, wanted.why, wanted.minister_hours, wanted.rules)
    note("process_changed", process, by=by, at=at, **changes(before, after))
    return process


@deed
def discard_process(*, process: ProcessVariant, version: int, by: User, at: datetime) -> None:
    """Throw it away; refuses one that something was reckoned with."""
    process = locked(process)
    refuse_others(by, process.dossier)
    refuse_stale(process, version)
    if any(kind.objects.filter(process=process).exists() for kind in (Replay, Sweep)):
        raise Refusal(_("Something was replayed with this process, so it stays."))
    note("process_discarded", process, by=by, at=at, name=process.name)
    forget_object(process)
    process.delete()


def rules_of(process: ProcessVariant) -> list[Settling]:
    return [
        Settling(one.direction, one.most_steps, one.highest, one.settler, one.hours)
        for one in process.rules.order_by("position")
    ]


def _checked(facts: ProcessFacts) -> ProcessFacts:
    name, why = clean(facts.name, "name", 100), clean(facts.why, "why", 500, needed=False)
    hours = facts.minister_hours
    if hours is not None and not 1 <= hours <= MOST_HOURS:
        raise Refusal(_hours_sentence(), field="minister_hours")
    if len(facts.rules) > MOST_RULES or not (facts.rules or hours):
        sentence = _(
            "Say in at most %(most)d rules what is settled below the minister, or within how many "
            "hours the minister determines."
        )
        raise Refusal(sentence % {"most": MOST_RULES}, field="rules")
    for number, rule in enumerate(facts.rules, 1):
        _check_rule(rule, f"rules/{number}")
    return ProcessFacts(name, why, hours, tuple(facts.rules))


def _check_rule(rule: Settling, field: str) -> None:
    if rule.direction not in Direction.values or rule.settler not in Settler.values:
        raise Refusal(_("Choose one of the list."), field=field)
    if not 1 <= rule.most_steps <= 8:
        raise Refusal(_("A change is of 1 to 8 levels."), field=field)
    if not 1 <= rule.highest <= 9:
        raise Refusal(_("A level has a number from 1 to 9."), field=field)
    if not 1 <= rule.hours <= MOST_HOURS:
        raise Refusal(_hours_sentence(), field=field)


def _hours_sentence() -> str:
    return _("Say a number of hours from 1 to %(most)d.") % {"most": MOST_HOURS}


def _refuse_taken(name: str, dossier: Any, but: ProcessVariant | None = None) -> None:
    same = ProcessVariant.objects.filter(dossier=dossier, name=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        sentence = _("There is a process called %(name)s already; give this one another name.")
        raise Refusal(sentence % {"name": name}, field="name")


def _put(process: ProcessVariant, facts: ProcessFacts, at: datetime) -> None:
    process.name, process.why = facts.name, facts.why
    process.minister_hours = facts.minister_hours
    process.save()
    ProcessRule.objects.bulk_create(
        ProcessRule(
            process=process,
            position=position,
            direction=one.direction,
            most_steps=one.most_steps,
            highest=one.highest,
            settler=one.settler,
            hours=one.hours,
        )
        for position, one in enumerate(facts.rules)
    )
    index_object(
        process,
        dossier=process.dossier,
        title=process.name,
        text=process.why,
        url=process.get_absolute_url(),
        at=at,
    )


def _told(name: str, why: str, hours: int | None, rules: Sequence[Settling]) -> dict[str, Any]:
    told = [
        f"{one.direction} {one.most_steps} {one.highest} {one.settler} {one.hours}" for one in rules
    ]
    return {"name": name, "why": why, "minister_hours": hours, "rules": told}
