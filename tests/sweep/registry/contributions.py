"""Requests for input and replies, as pages and on the API."""

from typing import Any

from coordination.contributions.services import remind_rest

from ..rows import Case, Row, by_owner, empty, of
from ..scenes import NOW, fresh
from .papers import pdf


def version(case: Case) -> dict[str, Any]:
    return {"version": fresh(case.scene.asked).version}


def reason(case: Case) -> dict[str, Any]:
    return {**version(case), "reason": "Niet meer nodig"}


def question(case: Case) -> dict[str, Any]:
    return {
        "question": "Vul de sheets van stap 3 en 4 in",
        "instructions": "Ten hoogste twee sheets per organisatie",
        "form": "both",
    }


def ask(case: Case) -> dict[str, Any]:
    return {
        **question(case),
        "due": "13 november",
        "due_on": "",
        "meeting": "",
        "item": "",
        "number": 1,
        "unit": "working_days",
        "body": case.scene.body.pk,
        "members": f"@{case.scene.organisation.code}",
        "dossier": case.scene.dossier.pk,
    }


def reply(case: Case) -> dict[str, Any]:
    part = fresh(case.scene.part)
    said = {"verdict": "answer", "text": "De sheets zijn ingevuld", "drop_file": "on"}
    return {**said, "version": part.version, "upload": pdf()}


def taken_back(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.reply.pk, "version": fresh(case.scene.part).version}


def reminded(case: Case) -> None:
    remind_rest(contribution=case.scene.silent, by=case.scene.keeper, at=NOW)


def matching(name: str, **body: Any) -> Any:
    return lambda case: {**body, "If-Match": fresh(getattr(case.scene, name)).version}


def api_ask(case: Case) -> dict[str, Any]:
    return {
        **question(case),
        "dossier": case.scene.dossier.pk,
        "members": [case.scene.organisation.pk],
        "term": {"due_on": "2020-11-13"},
    }


REQUEST, SILENT = of("request"), of("silent")
ROWS = {
    "contributions:list": Row(),
    "contributions:new": Row(post=ask, loose=frozenset({"version", "due_on"})),
    "contributions:ask": Row(of("unasked"), post=question),
    "contributions:detail": Row(REQUEST),
    "contributions:reply": Row(REQUEST, seen=by_owner, post=reply),
    "contributions:remind": Row(SILENT, get=False, post=empty),
    "contributions:stop_reminder": Row(SILENT, get=False, post=empty, before=reminded),
    "contributions:close": Row(REQUEST, get=False, post=version),
    "contributions:withdraw": Row(REQUEST, get=False, post=reason),
    "contributions:xlsx": Row(REQUEST),
    "contributions:docx": Row(REQUEST),
    "contributions:file": Row(of("reply")),
    "contributions:take_back": Row(taken_back, get=False, post=empty),
    "api:contribution-list list": Row(),
    "api:contribution-list create": Row(post=api_ask),
    "api:contribution-detail retrieve": Row(REQUEST),
    "api:contribution-close close": Row(REQUEST, post=matching("asked")),
    "api:contribution-withdraw withdraw": Row(REQUEST, post=matching("asked", reason="Vervalt")),
    "api:contribution-remind remind": Row(SILENT, post=empty),
    "api:contribution-stop-reminder stop_reminder": Row(SILENT, post=empty, before=reminded),
    "api:contribution-replies replies": Row(
        REQUEST, seen=by_owner, post=matching("part", text="Ingevuld", verdict="answer")
    ),
    "api:reply-list list": Row(),
    "api:reply-detail retrieve": Row(of("reply")),
    "api:reply-withdraw withdraw": Row(of("reply"), post=matching("part")),
}
