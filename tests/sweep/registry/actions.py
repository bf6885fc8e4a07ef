"""Action points and their verbs."""

import uuid
from datetime import date
from typing import Any

from coordination.actions import row_forms
from coordination.actions.models import ActionPoint, Assent
from coordination.actions.services import complete_action_point, drop_action_point, move_term
from coordination.actions.services.many import Chosen, complete_many
from coordination.actions.terms import Term
from coordination.audit.models import AuditEvent
from coordination.people.models import Role

from ..rows import Case, Row, empty, nowhere, of
from ..scenes import NOW, fresh


def version(case: Case) -> dict[str, Any]:
    return {"version": fresh(case.scene.point).version}


def reason(case: Case) -> dict[str, Any]:
    return {**version(case), "reason": "Nog geen cijfers"}


def move(case: Case) -> dict[str, Any]:
    return {**reason(case), "due": "", "due_on": "2020-11-13"}


def hand_over(case: Case) -> dict[str, Any]:
    return {**reason(case), "owner": case.scene.colleague.email}


def split(case: Case) -> dict[str, Any]:
    rows = {1: "Eerste deel", 2: "Tweede deel", 3: "", 4: ""}
    texts = {f"text_{row}": text for row, text in rows.items()}
    owners = {f"owner_{row}": f"@{case.scene.organisation.code}" for row in (1, 2)}
    terms = {"due_1": "13 november", "due_2": ""}
    return {**version(case), **texts, **owners, "owner_3": "", "owner_4": "", **terms}


def change(case: Case) -> dict[str, Any]:
    point = fresh(case.scene.point)
    stands = row_forms.stands(point)
    return {**stands, "status": "done", "reason": "", "version": point.version}


def several(case: Case) -> dict[str, Any]:
    point = fresh(case.scene.point)
    chosen = {"point": str(point.pk), f"version-{point.pk}": point.version}
    rest = {"due": "", "due_on": "", "owner": "", "reason": ""}
    return {**chosen, **rest, "verb": "gereed"}


def done_together(case: Case) -> None:
    point = fresh(case.scene.point)
    chosen = [Chosen(point, point.version)]
    complete_many(chosen=chosen, by=case.scene.keeper, at=NOW)


def together(case: Case) -> dict[str, Any]:
    """The deed on many that was done before."""
    found = AuditEvent.objects.filter(action="actions.many_completed").first()
    return {"deed": found.deed if found else uuid.uuid4()}


def add(case: Case) -> dict[str, Any]:
    return {
        "text": "Contactgegevens doorgeven",
        "owner": f"@{case.scene.organisation.code}",
        "also": "",
        "due": "13 november",
        "due_on": "",
        "dossier": case.scene.dossier.pk,
        "body": case.scene.body.pk,
        "kind": "action",
        "source": "een mail van 1 november",
        "made_to": "",
        "made_by": "",
    }


def line(case: Case) -> dict[str, Any]:
    return {
        "text": f"@{case.scene.organisation.code} contactgegevens doorgeven 13 november",
        "dossier": case.scene.dossier.pk,
    }


def part(case: Case) -> dict[str, Any]:
    row = fresh(case.scene.part)
    asked = {"pk": case.scene.asked.pk, "part_pk": row.pk}
    return {**asked, "version": row.version, "status": "in"}


def undoable(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.point.pk, **version(case)}


def by_keeper(case: Case) -> dict[str, Any]:
    return {"point": case.scene.point, **version(case), "by": case.scene.keeper, "at": NOW}


def completed(case: Case) -> None:
    complete_action_point(**by_keeper(case))


def dropped(case: Case) -> None:
    drop_action_point(**by_keeper(case), reason="Vervalt")


def moved(case: Case) -> None:
    move_term(**by_keeper(case), term=Term(date(2020, 11, 20)), reason="Later")


def awaited(case: Case) -> None:
    ActionPoint.objects.filter(pk=case.scene.point.pk).update(assent=Assent.AWAITED)


POINT = of("point")
NOT_DOER = {Role.PARTNER: "takes back only what she did herself"}
ROWS = {
    "actions:list": Row(),
    "actions:counts": Row(),
    "actions:type": Row(post=line),
    "actions:read_back": Row(
        get=False,
        post=lambda case: {"text": "sheets invullen"},
        eventless="only reads",
        loose=frozenset({"text"}),
    ),
    "actions:add": Row(nowhere, post=add, loose=frozenset({"version"})),
    "actions:many": Row(post=several, loose=frozenset({"reason", "owner", "due", "due_on"})),
    "actions:undo_many": Row(together, get=False, post=empty, before=done_together, short=NOT_DOER),
    "actions:csv": Row(),
    "actions:xlsx": Row(),
    "actions:detail": Row(POINT),
    "actions:tick": Row(POINT, get=False, post=version),
    "actions:reopen": Row(POINT, get=False, post=version, before=completed),
    "actions:undo": Row(
        undoable,
        get=False,
        post=empty,
        before=moved,
        short=NOT_DOER,
    ),
    "actions:change": Row(POINT, post=change, loose=frozenset({"reason"})),
    "actions:move": Row(POINT, get=False, post=move),
    "actions:hand_over": Row(POINT, get=False, post=hand_over),
    "actions:split": Row(POINT, get=False, post=split),
    "actions:drop": Row(POINT, get=False, post=reason),
    "actions:restore": Row(POINT, get=False, post=version, before=dropped),
    "actions:confirm": Row(POINT, get=False, post=version, before=awaited),
    "actions:reserve": Row(POINT, get=False, post=reason, before=awaited),
    "actions:comment": Row(POINT, get=False, post=lambda case: {"text": "Ligt bij de regio"}),
    "actions:part": Row(part, get=False, post=empty),
}
