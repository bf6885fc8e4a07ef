"""The versions of the ladder and what the rule said, by the dossier of the ladder or region."""

from decimal import Decimal
from typing import Any

from escalation.ladder.models import Assessment, Ladder, LadderStatus, Level, Threshold
from escalation.ladder.queries.ladders import by_code
from escalation.ladder.services.facts import LadderFacts
from escalation.regions.models import Indicator

from ..rows import Case, Row
from ..scenes import NOW, fresh
from .measures import kept
from .regions import indicator, region

LEVELS = (("Waakzaam", "Alert", 0), ("Ernstig", "Serious", 50))


def _ladder(case: Case, code: str, **more: Any) -> Ladder:
    word = case.scene.word.lower()
    made, new = Ladder.objects.get_or_create(
        code=f"{code}-{word}"[:20],
        defaults={
            "dossier": case.scene.dossier,
            "name": f"Ladder {word}",
            "created_at": NOW,
            **more,
        },
    )
    if new:
        tests = Indicator.objects.get(**indicator(case))
        for rank, (name_nl, name_en, lower) in enumerate(LEVELS, 1):
            level = Level.objects.create(ladder=made, rank=rank, name_nl=name_nl, name_en=name_en)
            Threshold.objects.create(level=level, indicator=tests, lower=Decimal(lower))
    return made


def adopted(case: Case) -> dict[str, Any]:
    """In force before the others, each scene's on a day of its own."""
    return {"pk": _ladder(case, "a", status=LadderStatus.ADOPTED, valid_from=NOW.date()).pk}


def draft(case: Case) -> dict[str, Any]:
    return {"pk": _ladder(case, "c").pk}


def versioned(case: Case) -> dict[str, Any]:
    return {**draft(case), "version": fresh(_ladder(case, "c")).version}


def assessment(case: Case) -> dict[str, Any]:
    ladder = _ladder(case, "a", status=LadderStatus.ADOPTED, valid_from=NOW.date())
    made, _new = Assessment.objects.get_or_create(
        region_id=region(case)["pk"],
        ladder=ladder,
        on=NOW.date(),
        defaults={"level": ladder.levels.get(rank=1), "assessed_at": NOW},
    )
    return {"pk": made.pk}


def named(case: Case) -> dict[str, Any]:
    return {"code": f"n-{case.scene.word.lower()}"[:20], "name": "Volgende versie"}


def form(case: Case) -> dict[str, Any]:
    return {
        "version": versioned(case)["version"],
        "name": "Strengere ladder",
        "scope": "region",
        "combination": "single",
        "window": "trailing",
        "window_days": "7",
        "weeks_up": "1",
        "weeks_down": "2",
        "hysteresis": "10",
        "measured": "total",
        "per_inhabitants": "on",
        "decimals": "1",
        "source": "oefentekst",
        "levels/1": "Waakzaam",
        "levels/1:en": "Alert",
        "levels/1/positive_tests": "0",
        "levels/1/positive_tests:start": "from",
        "levels/1:measures": [str(kept(case).pk)],
        "levels/2": "Ernstig",
        "levels/2:en": "Serious",
        "levels/2/positive_tests": "40",
        "levels/2/positive_tests:start": "above",
        "levels/2:measures": [],
        "levels/3": "Zeer ernstig",
        "levels/3:en": "Very serious",
        "levels/3/positive_tests": "250",
        "levels/3/positive_tests:start": "above",
        "levels/3:measures": [],
    }


def adoption(case: Case) -> dict[str, Any]:
    decision, day = case.scene.register.pk, "2020-11-09"
    return {"decision": decision, "valid_from": day, "end_other_scope": True}


def adopting(case: Case) -> dict[str, Any]:
    return {**adoption(case), "version": versioned(case)["version"]}


def api_draft(case: Case) -> dict[str, Any]:
    return {**named(case), "based_on": adopted(case)["pk"]}


def matching(case: Case) -> dict[str, Any]:
    return {"If-Match": versioned(case)["version"]}


def api_change(case: Case) -> dict[str, Any]:
    whole = by_code(_ladder(case, "c").code)
    assert whole is not None
    levels = [
        {
            "rank": level.rank,
            "name_nl": level.name_nl,
            "name_en": level.name_en,
            "thresholds": [
                {"indicator": one.indicator, "lower": str(one.lower + 0), "inclusive": True}
                for one in level.bounds
            ],
            "measures": [str(kept(case).pk)],
        }
        for level in LadderFacts.of(whole).levels
    ]
    return {
        "name": "Strenger",
        "window_days": 5,
        "weeks_down": 2,
        "levels": levels,
        **matching(case),
    }


ROWS = {
    "ladder:ladders": Row(),
    "ladder:detail": Row(adopted),
    "ladder:draft_new": Row(adopted, post=named),
    "ladder:ladder_edit": Row(draft, post=form, loose=frozenset({"per_inhabitants"})),
    "ladder:ladder_adopt": Row(draft, post=adopting),
    "ladder:ladder_discard": Row(versioned, get=False, post=lambda case: {}),
    "api:ladder-list list": Row(),
    "api:ladder-list create": Row(post=api_draft),
    "api:ladder-detail retrieve": Row(adopted),
    "api:ladder-detail partial_update": Row(draft, post=api_change),
    "api:ladder-detail destroy": Row(draft, post=matching),
    "api:ladder-adopt adopt": Row(draft, post=lambda case: {**adoption(case), **matching(case)}),
    "api:assessment-list list": Row(),
    "api:assessment-list create": Row(
        post=lambda case: {"on": "2020-11-02", "ladder": ""},
        eventless="what the rule said of that day already is not kept again",
    ),
    "api:assessment-detail retrieve": Row(assessment),
}
