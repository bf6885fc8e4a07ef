"""Versions of assignments, as pages and on the API."""

from typing import Any

from workgroups.assignments.services import discard_assignment

from ..rows import Case, Row, empty, of
from ..scenes import NOW, fresh


def written(case: Case) -> dict[str, Any]:
    return {
        "number": "",
        "remark": "gesprek moet nog plaatsvinden",
        "text": "Het mitigeren van de gevolgen",
        "scope": "Eerst 1, dan 2",
        "parts": "1. Scenario's\nWacht op: MLT3",
        "consultations": f"@{case.scene.organisation.code} gesprek, uiterlijk 10 november",
    }


def edited(case: Case) -> dict[str, Any]:
    return {**written(case), "version": fresh(case.scene.assignment_draft).version}


def circulated(case: Case) -> dict[str, Any]:
    return {
        "version": fresh(case.scene.assignment_draft).version,
        "due": "13 november",
        "due_on": "",
        "members": f"@{case.scene.organisation.code}",
    }


def adopted(case: Case) -> dict[str, Any]:
    version = fresh(case.scene.assignment).version
    return {"version": version, "decision": case.scene.register.pk}


def held(case: Case) -> dict[str, Any]:
    return {"version": fresh(case.scene.consultation).version, "outcome": "Eens"}


def versioned(name: str) -> Any:
    def at(case: Case) -> dict[str, Any]:
        row = getattr(case.scene, name)
        return {"pk": row.pk, "version": fresh(row).version}

    return at


def without_draft(case: Case) -> None:
    draft = fresh(case.scene.assignment_draft)
    discard_assignment(assignment=draft, version=draft.version, by=case.scene.keeper, at=NOW)


def matching(name: str, **body: Any) -> Any:
    return lambda case: {**body, "If-Match": fresh(getattr(case.scene, name)).version}


def api_written(case: Case) -> dict[str, Any]:
    said = {"organisation": case.scene.organisation.pk, "subject": "gesprek"}
    part = {"title": "Scenario's", "text": "", "waits_for": ""}
    return {
        "team": case.scene.team.pk,
        "text": "Het mitigeren",
        "parts": [part],
        "consultations": [{**said, "due_on": "2020-11-10"}],
    }


def api_circulated(case: Case) -> dict[str, Any]:
    said = {"term": {"due_on": "2020-11-13"}, "members": [case.scene.organisation.pk]}
    return {**said, "If-Match": fresh(case.scene.assignment_draft).version}


def api_adopted(case: Case) -> dict[str, Any]:
    version = fresh(case.scene.assignment).version
    return {"decision": case.scene.register.pk, "If-Match": version}


TEAM, DRAFT, SENT = of("team"), of("assignment_draft"), of("assignment")
PENDING, HELD = of("consultation"), of("held_consultation")
ROWS = {
    "assignments:list": Row(),
    "assignments:new": Row(TEAM, post=written, before=without_draft),
    "assignments:detail": Row(SENT),
    "assignments:edit": Row(DRAFT, post=edited),
    "assignments:discard": Row(versioned("assignment_draft"), get=False, post=empty),
    "assignments:circulate": Row(DRAFT, post=circulated, loose=frozenset({"due_on"})),
    "assignments:adopt": Row(SENT, post=adopted),
    "assignments:hold": Row(PENDING, post=held),
    "assignments:reopen": Row(versioned("held_consultation"), get=False, post=empty),
    "api:assignment-list list": Row(),
    "api:assignment-list create": Row(post=api_written, before=without_draft),
    "api:assignment-detail retrieve": Row(SENT),
    "api:assignment-detail partial_update": Row(
        DRAFT, post=matching("assignment_draft", text="Anders")
    ),
    "api:assignment-differences differences": Row(SENT),
    "api:assignment-discard discard": Row(DRAFT, post=matching("assignment_draft")),
    "api:assignment-circulate circulate": Row(DRAFT, post=api_circulated),
    "api:assignment-adopt adopt": Row(SENT, post=api_adopted),
    "api:consultation-list list": Row(),
    "api:consultation-detail retrieve": Row(PENDING),
    "api:consultation-hold hold": Row(PENDING, post=matching("consultation", outcome="Eens")),
    "api:consultation-reopen reopen": Row(HELD, post=matching("held_consultation")),
}
