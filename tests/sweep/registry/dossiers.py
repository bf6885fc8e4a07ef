"""Dossiers, who takes part in them, and the record."""

from typing import Any

from coordination.dossiers.services import close_dossier

from ..rows import Case, Row, empty, of
from ..scenes import NOW, Where, fresh


def facts(case: Case) -> dict[str, Any]:
    return {
        "title": "Kwetsbare groepen",
        "kind": "theme",
        "owner": case.scene.organisation.pk,
        "primacy": case.scene.organisation.pk,
    }


def change(case: Case) -> dict[str, Any]:
    return {**facts(case), "version": fresh(case.scene.dossier).version}


def classify(case: Case) -> dict[str, Any]:
    return {
        "classification": "0",
        "classified_until": "2021-11-02",
        "restricted": "on",
        "embargo_until": "2020-12-01T09:00",
        "reason": "Op verzoek van de leiding",
        "version": fresh(case.scene.dossier).version,
    }


def part(case: Case) -> dict[str, Any]:
    return {
        "user": case.world.stranger.email,
        "organisation": "",
        "body": "",
        "function": "reader",
        "until": "2020-12-01T09:00",
    }


def glass(case: Case) -> dict[str, Any]:
    closed = case.world.scenes[Where.OTHER].dossier
    return {"number": closed.number, "reason": "Spoed in de regio"}


def closed(case: Case) -> None:
    close_dossier(dossier=case.scene.dossier, by=case.scene.keeper, at=NOW)


DOSSIER = of("dossier")
ROWS = {
    "dossiers:list": Row(),
    "dossiers:new": Row(post=lambda case: {**facts(case), "restricted": "on"}),
    "dossiers:glass": Row(post=glass),
    "dossiers:detail": Row(DOSSIER),
    "dossiers:change": Row(DOSSIER, post=change),
    "dossiers:close": Row(DOSSIER, get=False, post=empty),
    "dossiers:reopen": Row(DOSSIER, get=False, post=empty, before=closed),
    "dossiers:classify": Row(DOSSIER, post=classify),
    "dossiers:parts": Row(DOSSIER),
    "dossiers:part_add": Row(DOSSIER, get=False, post=part),
    "dossiers:part_end": Row(of("access"), get=False, post=empty),
    "dossiers:timeline": Row(DOSSIER),
    "dossiers:record": Row(),
}
