"""Lessons, by the dossier that keeps them."""

import json
from typing import Any
from uuid import uuid4

from coordination.lessons.models import LessonStatus
from coordination.lessons.services.keeping import settle_lesson

from ..rows import Case, Row, of
from ..scenes import NOW, fresh
from .api_meetings import matching


def lesson(case: Case) -> dict[str, Any]:
    return {
        "learnt": "Eerst bellen, dan publiceren",
        "otherwise": "De voorzitter wordt gebeld",
        "dossier": case.scene.dossier.pk,
        "source_kind": "work",
        "source": "Oefening",
        "body": case.scene.body.pk,
        "organisation": case.scene.organisation.pk,
        "person": case.scene.keeper.pk,
        "post": "",
    }


def changed(case: Case) -> dict[str, Any]:
    return {**lesson(case), "version": fresh(case.scene.lesson).version}


def settled(case: Case) -> dict[str, Any]:
    return {"status": "adopted", "version": fresh(case.scene.second_lesson).version}


def settle(case: Case) -> None:
    found = fresh(case.scene.second_lesson)
    if found.status == LessonStatus.OPEN:
        settle_lesson(
            lesson=found,
            status=LessonStatus.ADOPTED,
            version=found.version,
            by=case.scene.keeper,
            at=NOW,
        )


def again(case: Case) -> dict[str, Any]:
    """The version after it was settled."""
    found = fresh(case.scene.second_lesson)
    settled_once = found.version + (found.status == LessonStatus.OPEN)
    return {"pk": found.pk, "version": settled_once}


def to_dossier(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.second_lesson.pk, "dossier": case.scene.dossier.pk}


def to_meeting(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.second_lesson.pk, "meeting": case.scene.meeting.pk}


def listed(case: Case) -> dict[str, Any]:
    row = {"origin": str(uuid4()), "learnt": "Vroeger rondsturen", "source_kind": "exercise"}
    return {"dossier": case.scene.dossier.pk, "content": json.dumps([row])}


def sent(case: Case) -> dict[str, Any]:
    return {
        "dossier": str(case.scene.dossier.pk),
        "learnt": "Eerst bellen",
        "otherwise": "Bellen",
        "source_kind": "work",
        "source": "Oefening",
        "meeting": str(case.scene.meeting.pk),
        "body": str(case.scene.body.pk),
        "organisation": str(case.scene.organisation.pk),
        "person": str(case.scene.keeper.pk),
        "post": None,
    }


def matched(case: Case) -> dict[str, Any]:
    return {**sent(case), "If-Match": fresh(case.scene.lesson).version}


def brought(case: Case) -> dict[str, Any]:
    row = {"origin": str(uuid4()), "learnt": "Vroeger rondsturen", "source_kind": "exercise"}
    rest = {"otherwise": "", "source": "Oefening", "owner": "", "body": ""}
    return {"dossier": str(case.scene.dossier.pk), "lessons": [{**row, **rest}]}


LESSON, SECOND, APPLIED = of("lesson"), of("second_lesson"), of("application")
ROWS: dict[str, Row] = {
    "lessons:list": Row(),
    "lessons:new": Row(post=lesson),
    "lessons:lesson": Row(LESSON, post=changed, gate="lessons.write"),
    "lessons:settle": Row(SECOND, get=False, post=settled),
    "lessons:reopen": Row(again, get=False, post=lambda case: {}, before=settle),
    "lessons:apply_to_dossier": Row(to_dossier, get=False, post=lambda case: {}),
    "lessons:apply_to_meeting": Row(to_meeting, get=False, post=lambda case: {}),
    "lessons:not_applied": Row(APPLIED, get=False, post=lambda case: {}),
    "lessons:offered": Row(
        get=False,
        post=lambda case: {"title": "Bellen"},
        eventless="only reads",
        loose=frozenset({"title"}),
    ),
    "lessons:json": Row(),
    "lessons:xlsx": Row(),
    "lessons:import": Row(post=listed, loose=frozenset({"upload"})),
    "api:lesson-list list": Row(),
    "api:lesson-list create": Row(post=sent),
    "api:lesson-detail retrieve": Row(LESSON),
    "api:lesson-detail partial_update": Row(LESSON, post=matched),
    "api:lesson-apply apply": Row(
        SECOND, post=lambda case: {"dossier": str(case.scene.dossier.pk), "meeting": None}
    ),
    "api:lesson-take-back take_back": Row(
        lambda case: {"pk": case.scene.application.lesson_id},
        post=lambda case: {"application": str(case.scene.application.pk)},
    ),
    "api:lesson-offered offered": Row(
        post=lambda case: {"text": "Bellen", "dossier": None, "body": None},
        eventless="only reads",
        loose=frozenset({"dossier", "body"}),
    ),
    "api:lesson-bring-in bring_in": Row(post=brought),
    "api:lesson-settle settle": Row(SECOND, post=matching("second_lesson", status="adopted")),
    "api:lesson-reopen reopen": Row(SECOND, post=matching("second_lesson"), before=settle),
}
