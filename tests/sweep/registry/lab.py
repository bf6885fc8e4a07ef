"""The lab: by role, by the dossier of the ladder, and for a replay by every region in it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from coordination.people.models import Role
from escalation.lab.models import ProcessVariant, Replay, Sweep, Variant
from escalation.lab.process_forms import NAMES
from escalation.lab.queries.grids import Grid
from escalation.lab.queries.variants import facts_of_ladder, whole_ladder
from escalation.lab.replaying.process import Settling
from escalation.lab.services.asking import ask_replay, ask_sweep
from escalation.lab.services.processes import ProcessFacts, make_process
from escalation.lab.services.spans import SpanFacts
from escalation.lab.services.variants import make_variant
from escalation.ladder.models import Ladder
from escalation.regions.models import Indicator, Observation, Region

from ..rows import At, Case, Row, in_dossier
from ..scenes import NOW, Where, fresh
from .ladders import adopted
from .regions import indicator, region

FIRST, LAST = date(2020, 10, 20), date(2020, 10, 30)
KNOWN = datetime(2020, 10, 31, 9, tzinfo=UTC)
"""Before the moment of which the forms ask what was known."""


RULES = frozenset(f"rules/{n}/{name}" for n in range(2, 7) for name in NAMES)
"""Rows of the table that may stay empty."""


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
            defaults={"value": 10, "known_at": KNOWN, "recorded_at": KNOWN},
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


def held(case: Case) -> dict[str, Any]:
    """A span, beside what was in force on its days where that is ticked."""
    return {**span(case), "in_force": ""}


def _sweep(case: Case) -> Sweep:
    figures(case)
    found = Sweep.objects.filter(dossier=case.scene.dossier).first()
    grid = Grid("all", Decimal(80), Decimal(100), Decimal(20))
    facts = SpanFacts(FIRST, LAST)
    return found or ask_sweep(ladder=ladder(case), grid=grid, facts=facts, by=keeper(case), at=NOW)


def sweep(case: Case) -> dict[str, Any]:
    return {"pk": _sweep(case).pk}


def gridded(case: Case) -> dict[str, Any]:
    return {
        **span(case),
        "which": "all",
        "lowest": "80",
        "highest": "120",
        "step": "20",
        "windows": "7",
        "whole_week": "on",
        "weeks_up": "1",
        "weeks_down": "1",
        "hysteresis": "0",
    }


def _process(case: Case, name: str) -> ProcessVariant:
    found = ProcessVariant.objects.filter(dossier=case.scene.dossier, name=name).first()
    rule = Settling("up", 1, 3, "region", 24)
    return found or make_process(
        dossier=ladder(case).dossier,
        facts=ProcessFacts(name, rules=(rule,)),
        by=keeper(case),
        at=NOW,
    )


def process(case: Case) -> dict[str, Any]:
    return {"pk": _process(case, f"Proces {case.scene.word}").pk}


def loose_process(case: Case) -> dict[str, Any]:
    found = fresh(_process(case, f"Los {case.scene.word}"))
    return {"pk": found.pk, "version": found.version}


def named(address: At) -> At:
    """The API takes the version from its header."""
    return lambda case: {"pk": address(case)["pk"]}


def settled(case: Case) -> dict[str, Any]:
    return {
        "name": "Door de regio",
        "why": "Wat hoeft niet naar de minister te gaan?",
        "minister_hours": "72",
        "rules/1/direction": "up",
        "rules/1/most_steps": "1",
        "rules/1/highest": "3",
        "rules/1/settler": "region",
        "rules/1/hours": "24",
    }


def resettled(case: Case) -> dict[str, Any]:
    return {**settled(case), "version": fresh(_process(case, f"Proces {case.scene.word}")).version}


def api_bounds() -> list[dict[str, Any]]:
    lowers = (("0", True), ("40", False))
    return [
        {"rank": rank, "indicator": "positive_tests", "lower": lower, "inclusive": full}
        for rank, (lower, full) in enumerate(lowers, 1)
    ]


def api_variant(case: Case) -> dict[str, Any]:
    return {"based_on": adopted(case)["pk"], "name": "Lagere grens", "bounds": api_bounds()}


def api_changed(case: Case) -> dict[str, Any]:
    facts = {"why": "Wat kost het?", "window_days": 5, "weeks_down": 2, "bounds": api_bounds()}
    return {**facts, "If-Match": changed(case)["version"]}


def api_rule() -> dict[str, Any]:
    return {"direction": "up", "most_steps": 1, "highest": 3, "settler": "region", "hours": 24}


def api_process(case: Case) -> dict[str, Any]:
    return {"ladder": adopted(case)["pk"], "name": "Door de regio", "rules": [api_rule()]}


def api_resettled(case: Case) -> dict[str, Any]:
    return {"minister_hours": 48, "rules": [api_rule()], "If-Match": resettled(case)["version"]}


def api_span(case: Case) -> dict[str, Any]:
    figures(case)
    return {"first": FIRST.isoformat(), "last": LAST.isoformat(), "flip_weeks": 2}


def api_replay(case: Case) -> dict[str, Any]:
    return {**api_span(case), "variant": variant(case)["pk"]}


def api_sweep(case: Case) -> dict[str, Any]:
    axes = {"windows": [7], "weeks_up": [1], "weeks_down": [1], "hysteresis": [0]}
    grid = {"which": "all", "lowest": "80", "highest": "120", "step": "20", **axes}
    return {**api_span(case), "ladder": adopted(case)["pk"], "grid": grid}


def drafted(case: Case) -> dict[str, Any]:
    return {"code": f"lab-{case.scene.word.lower()}"[:20], "name": "Ladder uit het lab"}


ROWS = {
    "lab:variants": Row(),
    "lab:variant": Row(variant, by_analysts),
    "lab:variant_new": Row(adopted, post=form),
    "lab:variant_edit": Row(variant, by_analysts, post=changed),
    "lab:variant_discard": Row(loose, by_analysts, get=False, post=lambda case: {}),
    "lab:replays": Row(),
    "lab:replay_ladder": Row(adopted, post=held),
    "lab:replay_variant": Row(variant, by_analysts, post=held),
    "lab:replay": Row(replay, by_analysts),
    "lab:replay_progress": Row(replay, by_analysts),
    "lab:replay_json": Row(replay, by_analysts),
    "lab:replay_check": Row(replay, by_analysts),
    "lab:replay_beside": Row(beside, by_analysts),
    "lab:replay_draft": Row(replay, by_analysts, post=drafted),
    "lab:sweeps": Row(),
    "lab:sweep_new": Row(adopted, post=gridded, loose=frozenset({"windows"})),
    "lab:sweep": Row(sweep, by_analysts),
    "lab:sweep_progress": Row(sweep, by_analysts),
    "lab:processes": Row(),
    "lab:process_new": Row(adopted, post=settled, loose=RULES),
    "lab:process": Row(process, by_analysts),
    "lab:process_edit": Row(process, by_analysts, post=resettled, loose=RULES),
    "lab:process_discard": Row(loose_process, by_analysts, get=False, post=lambda case: {}),
    "api:ladder-variant-list list": Row(),
    "api:ladder-variant-list create": Row(post=api_variant),
    "api:ladder-variant-detail retrieve": Row(variant, by_analysts),
    "api:ladder-variant-detail partial_update": Row(variant, by_analysts, post=api_changed),
    "api:ladder-variant-detail destroy": Row(
        named(loose), by_analysts, post=lambda case: {"If-Match": loose(case)["version"]}
    ),
    "api:process-variant-list list": Row(),
    "api:process-variant-list create": Row(post=api_process),
    "api:process-variant-detail retrieve": Row(process, by_analysts),
    "api:process-variant-detail partial_update": Row(process, by_analysts, post=api_resettled),
    "api:process-variant-detail destroy": Row(
        named(loose_process),
        by_analysts,
        post=lambda case: {"If-Match": loose_process(case)["version"]},
    ),
    "api:replay-list list": Row(),
    "api:replay-list create": Row(post=api_replay),
    "api:replay-detail retrieve": Row(replay, by_analysts),
    "api:replay-draft draft": Row(replay, by_analysts, post=drafted),
    "api:replay-changes changes": Row(replay, by_analysts),
    "api:replay-check check": Row(replay, by_analysts),
    "api:replay-determinations determinations": Row(replay, by_analysts),
    "api:replay-regions regions": Row(replay, by_analysts),
    "api:replay-beside beside": Row(beside, by_analysts),
    "api:sweep-list list": Row(),
    "api:sweep-list create": Row(post=api_sweep),
    "api:sweep-detail retrieve": Row(sweep, by_analysts),
}
