"""Addresses of an exercise, asked in an instance that is one (conftest)."""

import json
from typing import Any

from coordination.people.models import Role
from escalation.exercise.services.injects import withhold_inject

from ..rows import Case, Row, by_owner, of
from ..scenes import NOW, fresh

UNUSED = ("expected", "role", "post", "dossier", "region", "indicator", "day", "value")
OPENS_NONE = "an exercise begins with a dossier, which this role does not open"


def begun(case: Case) -> dict[str, Any]:
    return {"title": "Oefening Waterpeil", "owner": case.scene.organisation.pk}


def clock(case: Case) -> dict[str, Any]:
    return {"speed": 60, "last": 0}


def figures(case: Case) -> dict[str, Any]:
    version = fresh(case.scene.exercise).version
    return {"seed": 7, "base": "1.5", "history": 28, "ahead": 1, "waves": "", "version": version}


def inject(case: Case) -> dict[str, Any]:
    return {
        "code": "I-9",
        "title": "Vraag van een krant",
        "kind": "press",
        "due_at": "2020-11-02T16:00",
        "text": "Klopt het dat de dijk lekt?",
        "organisation": case.scene.organisation.pk,
        **dict.fromkeys(UNUSED, ""),
    }


def changed(case: Case) -> dict[str, Any]:
    return {**inject(case), "version": fresh(case.scene.inject).version}


def version(case: Case) -> dict[str, Any]:
    return {"version": fresh(case.scene.second_inject).version}


def withheld(case: Case) -> None:
    found = fresh(case.scene.second_inject)
    withhold_inject(inject=found, version=found.version, by=case.scene.keeper, at=NOW)


def listed(case: Case) -> dict[str, Any]:
    row = {"nummer": "I-8", "titel": "Lek", "soort": "signal", "moment": "2020-11-02 17:00"}
    row |= {"tekst": "Er staat water.", "organisatie": case.scene.organisation.code}
    return {"content": json.dumps([row])}


def api_begun(case: Case) -> dict[str, Any]:
    return {"title": "Oefening Waterpeil", "owner": case.scene.organisation.code}


def api_figures(case: Case) -> dict[str, Any]:
    waves = [{"top": 20, "at": 20, "rise": 14, "fall": 26}]
    facts = {"seed": 7, "history": 28, "ahead": 1, "base": "1.5", "waves": waves}
    return {**facts, "If-Match": fresh(case.scene.exercise).version}


def led(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.exercise.pk}


def api_inject(case: Case) -> dict[str, Any]:
    return {
        "exercise": case.scene.exercise.pk,
        "code": "I-9",
        "title": "Vraag van een krant",
        "kind": "press",
        "due_at": "2020-11-02T16:00:00Z",
        "text": "Klopt het dat de dijk lekt?",
        "organisation": case.scene.organisation.pk,
    }


def api_changed(case: Case) -> dict[str, Any]:
    return {"title": "Andere vraag", "If-Match": fresh(case.scene.inject).version}


def if_match(case: Case) -> dict[str, Any]:
    return {"If-Match": fresh(case.scene.second_inject).version}


def api_listed(case: Case) -> dict[str, Any]:
    rows = json.loads(listed(case)["content"])
    return {"exercise": case.scene.exercise.pk, "rows": rows}


INJECT, SECOND = of("inject"), of("second_inject")
ROWS: dict[str, Row] = {
    "exercise:exercise": Row(),
    "exercise:start": Row(
        get=False,
        post=begun,
        short={Role.POLICY_OFFICER: OPENS_NONE, Role.DUTY_OFFICER: OPENS_NONE},
    ),
    "exercise:clock": Row(get=False, post=clock),
    "exercise:clock_stands": Row(),
    "exercise:acts": Row(),
    "exercise:look_back": Row(),
    "exercise:scenario": Row(post=figures),
    "exercise:inject_new": Row(post=inject),
    "exercise:inject": Row(INJECT, seen=by_owner, post=changed),
    "exercise:inject_release": Row(SECOND, seen=by_owner, get=False, post=version),
    "exercise:inject_withhold": Row(SECOND, seen=by_owner, get=False, post=version),
    "exercise:inject_resume": Row(SECOND, seen=by_owner, get=False, post=version, before=withheld),
    "exercise:injects_xlsx": Row(),
    "exercise:injects_csv": Row(),
    "exercise:injects_import": Row(post=listed, loose=frozenset({"upload"})),
    "api:exercise-list list": Row(),
    "api:exercise-list create": Row(
        post=api_begun, short={Role.POLICY_OFFICER: OPENS_NONE, Role.DUTY_OFFICER: OPENS_NONE}
    ),
    "api:exercise-detail retrieve": Row(led, seen=by_owner),
    "api:exercise-clock clock": Row(led, seen=by_owner, post=clock),
    "api:exercise-figures figures": Row(led, seen=by_owner, post=api_figures),
    "api:exercise-acts acts": Row(led, seen=by_owner),
    "api:inject-list list": Row(),
    "api:inject-list create": Row(post=api_inject),
    "api:inject-detail retrieve": Row(INJECT, seen=by_owner),
    "api:inject-detail partial_update": Row(INJECT, seen=by_owner, post=api_changed),
    "api:inject-release release": Row(SECOND, seen=by_owner, post=if_match),
    "api:inject-withhold withhold": Row(SECOND, seen=by_owner, post=if_match),
    "api:inject-resume resume": Row(SECOND, seen=by_owner, post=if_match, before=withheld),
    "api:inject-read-in read_in": Row(post=api_listed),
}
