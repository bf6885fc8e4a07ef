"""The lab: by role, by the dossier of the ladder, and for a replay by every region in it."""

from datetime import date
from typing import Any

from coordination.people.models import Role
from escalation.lab.models import Replay, Variant
from escalation.lab.queries.variants import facts_of_ladder, whole_ladder
from escalation.lab.services.asking import SpanFacts, ask_replay
from escalation.lab.services.variants import make_variant
from escalation.ladder.models import Ladder
from escalation.regions.models import Indicator, Observation, Region

from ..rows import Case, Row, in_dossier
from ..scenes import NOW, Where, fresh
from .ladders import adopted
from .regions import indicator, region

FIRST, LAST = date(2020, 10, 20), date(2020, 10, 30)


def by_analysts(role: Role, where: Where) -> bool:
    """Chain partners and duty officers are outside the lab, also where they have a part."""
    return role not in {Role.PARTNER, Role.DUTY_OFFICER} and in_dossier(role, where)


def ladder(case: Case) -> Ladder:
    found: Ladder = Ladder.objects.select_related("dossier").get(**adopted(case))
    return found


def figures(case: Case) -> None:
    """Some days of one region, so that there is something to replay."""
    place, counted = region(case)["pk"], indicator(case)["pk"]
    for day in (date(2020, 10, 10), date(2020, 10, 29)):
        Observation.objects.get_or_create(
            region=Region.objects.get(pk=place),
            indicator=Indicator.objects.get(pk=counted),
            day=day,
            defaults={"value": 10, "known_at": NOW, "recorded_at": NOW},
        )


def keeper(case: Case) -> Any:
    """Who leads the scene's dossier makes what stands in it."""
    return case.scene.keeper


def _variant(case: Case, name: str) -> Variant:
    found = Variant.objects.filter(dossier=case.scene.dossier, name=name).first()
    base = ladder(case)
    return found or make_variant(
        ladder=base, facts=facts_of_ladder(whole_ladder(base), name), by=keeper(case), at=NOW
    )


def variant(case: Case) -> dict[str, Any]:
    return {"pk": _variant(case, f"Variant {case.scene.word}").pk}


def loose(case: Case) -> dict[str, Any]:
    """One that was never replayed."""
    found = fresh(_variant(case, f"Los {case.scene.word}"))
    return {"pk": found.pk, "version": found.version}


def _replay(case: Case, number: int) -> Replay:
    figures(case)
    tried = Variant.objects.get(**variant(case))
    found = list(Replay.objects.filter(variant=tried).order_by("asked_at", "pk"))
    while len(found) <= number:
        facts = SpanFacts(FIRST, LAST)
        found.append(
            ask_replay(ladder=ladder(case), variant=tried, facts=facts, by=keeper(case), at=NOW)
        )
    made: Replay = found[number]
    return made


def replay(case: Case) -> dict[str, Any]:
    return {"pk": _replay(case, 0).pk}


def beside(case: Case) -> dict[str, Any]:
    return {**replay(case), "other": _replay(case, 1).pk}


def form(case: Case) -> dict[str, Any]:
    return {
        "name": "Lagere grens",
        "why": "Wat een lagere grens zou hebben gewonnen",
        "combination": "single",
        "window": "trailing",
        "window_days": "7",
        "weeks_up": "1",
        "weeks_down": "2",
        "hysteresis": "10",
        "levels/1/positive_tests": "0",
        "levels/1/positive_tests:start": "from",
        "levels/2/positive_tests": "40",
        "levels/2/positive_tests:start": "above",
    }


def changed(case: Case) -> dict[str, Any]:
    found = _variant(case, f"Variant {case.scene.word}")
    return {**form(case), "version": fresh(found).version}


def span(case: Case) -> dict[str, Any]:
    figures(case)
    return {
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "known_at": "2020-11-01T10:00",
        "flip_weeks": "2",
        "process": "",
    }


def drafted(case: Case) -> dict[str, Any]:
    return {"code": f"lab-{case.scene.word.lower()}"[:20], "name": "Ladder uit het lab"}


ROWS = {
    "lab:variants": Row(),
    "lab:variant": Row(variant, by_analysts),
    "lab:variant_new": Row(adopted, post=form),
    "lab:variant_edit": Row(variant, by_analysts, post=changed),
    "lab:variant_discard": Row(loose, by_analysts, get=False, post=lambda case: {}),
    "lab:replays": Row(),
    "lab:replay_ladder": Row(adopted, post=span),
    "lab:replay_variant": Row(variant, by_analysts, post=span),
    "lab:replay": Row(replay, by_analysts),
    "lab:replay_progress": Row(replay, by_analysts),
    "lab:replay_json": Row(replay, by_analysts),
    "lab:replay_check": Row(replay, by_analysts),
    "lab:replay_beside": Row(beside, by_analysts),
    "lab:replay_draft": Row(replay, by_analysts, post=drafted),
}
