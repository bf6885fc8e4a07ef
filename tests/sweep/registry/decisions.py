"""The register of decisions."""

from datetime import date
from typing import Any

from coordination.decisions.models import Decision
from coordination.decisions.services import amend_decision, replace_decision
from coordination.people.models import Role

from ..rows import Case, Row, empty, of
from ..scenes import NOW, fresh


def record(case: Case) -> dict[str, Any]:
    return {
        "text": "Instemmen met de opvang",
        "result": "adopted",
        "reason": "De cijfers stijgen",
        "alternatives": "Afwachten",
        "reservations": "VWS onder voorbehoud",
        "review_on": "2020-12-01",
        "distribution": "internal",
        "embargo_until": "2020-11-09T09:00",
        "body": case.scene.body.pk,
        "post": "",
        "taken_on": "2020-11-02",
        "dossier": case.scene.dossier.pk,
    }


def amend(case: Case) -> dict[str, Any]:
    found = fresh(case.scene.register)
    return {
        "distribution": "public",
        "embargo_until": "2020-11-09T09:00",
        "review_on": "2020-12-01",
        "version": found.version,
    }


def amended(case: Case) -> dict[str, Any]:
    found = fresh(case.scene.register)
    return {"pk": found.pk, "version": found.version}


def amended_before(case: Case) -> None:
    amend_decision(
        decision=case.scene.register,
        version=fresh(case.scene.register).version,
        review_on=date(2020, 12, 1),
        by=case.scene.keeper,
        at=NOW,
    )


def replace(case: Case) -> dict[str, Any]:
    return {
        "text": "Instemmen, met een maximum",
        "reason": "Nieuwe cijfers",
        "result": "adopted",
        "taken_on": "2020-11-02",
        "version": fresh(case.scene.register).version,
    }


def proposed(case: Case) -> None:
    """By the coordinator of the other place: nobody confirms her own proposal."""
    by = case.scene.colleague
    by.role_grants.update_or_create(
        role=Role.COORDINATOR, defaults={"granted_at": NOW, "confirmed_at": NOW}
    )
    replace_decision(
        decision=case.scene.register,
        version=fresh(case.scene.register).version,
        text="Anders",
        reason="Nieuwe cijfers",
        taken_on=NOW.date(),
        by=type(by).objects.get(pk=by.pk),
        at=NOW,
    )


def proposal(case: Case) -> dict[str, Any]:
    register = case.scene.register
    found = Decision.objects.filter(replaces=register).first() or register
    return {"pk": found.pk}


ROWS = {
    "decisions:list": Row(),
    "decisions:csv": Row(),
    "decisions:xlsx": Row(),
    "decisions:detail": Row(of("register")),
    "decisions:record": Row(post=record),
    "decisions:amend": Row(of("register"), post=amend),
    "decisions:undo": Row(amended, get=False, post=empty, before=amended_before),
    "decisions:replace": Row(of("register"), post=replace),
    "decisions:confirm": Row(proposal, get=False, post=empty, before=proposed),
    "decisions:withdraw": Row(proposal, get=False, post=empty, before=proposed),
}
