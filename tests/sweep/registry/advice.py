"""Advice lines, their stops and usual routes, as pages and on the API."""

from typing import Any

from workgroups.advice.models import StopPurpose
from workgroups.advice.services import StopFacts, change_stop, remove_stop, withdraw_line

from ..rows import Case, Row, empty, of
from ..scenes import NOW, fresh

QUESTION = {"question": "Wat kan er wel met kerst?", "background": "Uit het Catshuis"}


def by_keeper(case: Case) -> dict[str, Any]:
    return {"by": case.scene.keeper, "at": NOW}


def version_of(name: str) -> int:
    return int(fresh(name).version)


def at_version(name: str, **more: Any) -> Any:
    return lambda case: {**more, "version": version_of(getattr(case.scene, name))}


def address_at(name: str) -> Any:
    return lambda case: {
        "pk": getattr(case.scene, name).pk,
        "version": version_of(getattr(case.scene, name)),
    }


def matching(name: str, **body: Any) -> Any:
    return lambda case: {**body, "If-Match": version_of(getattr(case.scene, name))}


def new_line(case: Case) -> dict[str, Any]:
    return {
        **QUESTION,
        "kind": "question",
        "team": case.scene.team.pk,
        "route": "",
        "asked_on": "2020-11-02",
        "dossier": "",
        "item": "",
        "line": "",
    }


def answer(case: Case) -> dict[str, Any]:
    return {**at_version("advice")(case), "text": "Klein vieren", "decision": ""}


def decision(case: Case) -> dict[str, Any]:
    return {**at_version("answered")(case), "decision": case.scene.decision.pk}


def new_stop(case: Case) -> dict[str, Any]:
    stop = {"purpose": "interim", "meeting": case.scene.planned.pk, "body": "", "answers": ""}
    return {**stop, **at_version("advice")(case)}


def changed_stop(case: Case) -> dict[str, Any]:
    return {**new_stop(case), **at_version("free_stop")(case)}


def changed_since(case: Case) -> None:
    stop = fresh(case.scene.free_stop)
    facts = StopFacts(StopPurpose.INTERIM, meeting=case.scene.planned)
    change_stop(stop=stop, facts=facts, version=stop.version, **by_keeper(case))


def placed(case: Case) -> dict[str, Any]:
    return {**at_version("free_stop")(case), "requested_decision": "Instemmen"}


def steps(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = {"name_nl": "Andere route", "name_en": "Other", "kind": "question"}
    for number in range(1, 9):
        first = number == 1
        found |= {
            f"slot_{number}": case.scene.slot.pk if first else "",
            f"later_{number}": "0",
            f"purpose_{number}": "outcome",
            f"answers_{number}": "on" if first else "",
        }
    return found


def kept_route(case: Case) -> dict[str, Any]:
    return {**steps(case), **at_version("route")(case)}


def withdrawn(case: Case) -> None:
    line = fresh(case.scene.advice)
    withdraw_line(line=line, because="Vervalt", version=line.version, **by_keeper(case))


def removed(case: Case) -> None:
    stop = fresh(case.scene.free_stop)
    remove_stop(stop=stop, version=stop.version, **by_keeper(case))


def started(case: Case) -> dict[str, Any]:
    return {**QUESTION, "team": case.scene.team.pk, "asked_on": "2020-11-02"}


def api_stop(case: Case) -> dict[str, Any]:
    body = {"purpose": "interim", "meeting": case.scene.planned.pk}
    return {**body, "If-Match": version_of(case.scene.advice)}


def api_decision(case: Case) -> dict[str, Any]:
    found = {"decision": case.scene.decision.pk}
    return {**found, "If-Match": version_of(case.scene.answered)}


def api_route(case: Case) -> dict[str, Any]:
    step = {"slot": case.scene.slot.pk, "purpose": "outcome", "answers": True}
    return {
        "cadence": case.scene.cadence.pk,
        "name_nl": "Nieuwe route",
        "name_en": "New route",
        "kind": "question",
        "steps": [step],
    }


LINE, STOP, ENDED = of("advice"), of("free_stop"), of("answered")
STEPS = frozenset(
    f"{name}_{number}" for name in ("slot", "later", "purpose", "answers") for number in range(1, 9)
)
LOOSE = frozenset({"answers"})
ROWS = {
    "advice:list": Row(),
    "advice:new": Row(post=new_line, loose=frozenset({"route", "dossier", "item", "line"})),
    "advice:routes": Row(),
    "advice:route_new": Row(of("cadence"), post=steps, loose=STEPS | {"version"}),
    "advice:route": Row(of("route"), post=kept_route, loose=STEPS),
    "advice:route_remove": Row(of("route"), get=False, post=at_version("route")),
    "advice:detail": Row(LINE),
    "advice:edit": Row(LINE, post=lambda case: {**QUESTION, **at_version("advice")(case)}),
    "advice:answer": Row(LINE, post=answer, loose=frozenset({"decision"})),
    "advice:take_back": Row(address_at("answered"), get=False, post=empty),
    "advice:decision": Row(ENDED, post=decision),
    "advice:withdraw": Row(LINE, post=at_version("advice", because="Vervalt")),
    "advice:resume": Row(address_at("advice"), get=False, post=empty, before=withdrawn),
    "advice:stop_new": Row(LINE, post=new_stop, loose=LOOSE),
    "advice:stop": Row(STOP, post=changed_stop, loose=LOOSE),
    "advice:stop_take_back": Row(
        STOP, get=False, post=at_version("free_stop"), before=changed_since
    ),
    "advice:stop_remove": Row(STOP, get=False, post=at_version("free_stop")),
    "advice:stop_restore": Row(STOP, get=False, post=at_version("free_stop"), before=removed),
    "advice:stop_place": Row(STOP, post=placed),
    "advice:stop_papers": Row(STOP, post=lambda case: {"paper": case.scene.second_paper.pk}),
    "advice:stop_paper_remove": Row(of("stop_paper"), get=False, post=empty),
    "api:advice-request-list list": Row(),
    "api:advice-request-list create": Row(post=started),
    "api:advice-request-detail retrieve": Row(LINE),
    "api:advice-request-detail partial_update": Row(LINE, post=matching("advice", **QUESTION)),
    "api:advice-request-answer answer": Row(LINE, post=matching("advice", text="Klein vieren")),
    "api:advice-request-take-back-answer take_back_answer": Row(ENDED, post=matching("answered")),
    "api:advice-request-decision decision": Row(ENDED, post=api_decision),
    "api:advice-request-withdraw withdraw": Row(LINE, post=matching("advice", because="Vervalt")),
    "api:advice-request-resume resume": Row(LINE, post=matching("advice"), before=withdrawn),
    "api:advice-request-stops stops": Row(LINE, post=api_stop),
    "api:advice-route-list list": Row(),
    "api:advice-route-detail retrieve": Row(of("route")),
    "api:advice-route-list create": Row(post=api_route),
    "api:advice-route-detail partial_update": Row(
        of("route"), post=matching("route", name_nl="Andere route")
    ),
    "api:advice-route-remove remove": Row(of("route"), post=matching("route")),
    "api:advice-stop-papers papers": Row(STOP),
    "api:advice-stop-papers add_paper": Row(
        STOP, post=lambda case: {"paper": case.scene.second_paper.pk}
    ),
    "api:advice-stop-remove-paper remove_paper": Row(
        of("stop"), post=lambda case: {"paper": case.scene.paper.pk}
    ),
    "api:advice-stop-list list": Row(),
    "api:advice-stop-detail retrieve": Row(STOP),
    "api:advice-stop-detail partial_update": Row(STOP, post=matching("free_stop", purpose="draft")),
    "api:advice-stop-take-back-change take_back_change": Row(
        STOP, post=matching("free_stop"), before=changed_since
    ),
    "api:advice-stop-remove remove": Row(STOP, post=matching("free_stop")),
    "api:advice-stop-restore restore": Row(STOP, post=matching("free_stop"), before=removed),
    "api:advice-stop-agenda agenda": Row(
        STOP, post=matching("free_stop", requested_decision="Instemmen")
    ),
}
