"""The API of decisions, action points and meetings."""

from typing import Any

from coordination.people.models import Role

from ..rows import Case, Payload, Row, by_colleagues, empty, of
from ..scenes import fresh
from . import actions, decisions, meetings

TERM = {"due_on": "2020-11-13"}


def matching(name: str, **body: Any) -> Payload:
    """A body with the present version of the scene's thing in If-Match."""
    return lambda case: {**body, "If-Match": fresh(getattr(case.scene, name)).version}


def on_point(**body: Any) -> Payload:
    return matching("point", **body)


def record(case: Case) -> dict[str, Any]:
    moment = {"embargo_until": "2020-11-09T09:00:00+01:00"}
    return {**decisions.record(case), **moment, "post": None}


def owner(case: Case) -> dict[str, Any]:
    return {"organisation": case.scene.organisation.pk}


def add(case: Case) -> dict[str, Any]:
    return {
        "text": "Cijfers delen",
        "dossier": case.scene.dossier.pk,
        "owner": owner(case),
        "term": TERM,
        "kind": "action",
        "source": "een mail",
    }


def hand_over(case: Case) -> dict[str, Any]:
    person = {**owner(case), "person": case.scene.colleague.pk}
    return {**on_point(reason="Past daar")(case), "owner": person}


def together(case: Case) -> dict[str, Any]:
    point = fresh(case.scene.point)
    return {"verb": "complete", "points": [{"id": point.pk, "version": point.version}]}


def split(case: Case) -> dict[str, Any]:
    parts = [{"text": text, "owner": owner(case), "term": TERM} for text in ("Een", "Twee")]
    return {**on_point()(case), "into": parts}


def part(case: Case) -> dict[str, Any]:
    asked = {"organisation": case.scene.organisation.pk, "status": "in"}
    return {**matching("part")(case), **asked}


WHEN = {"starts_at": "2020-11-06T10:00:00+01:00", "ends_at": "2020-11-06T11:00:00+01:00"}


def plan(case: Case) -> dict[str, Any]:
    place = {"body": case.scene.body.pk, "dossier": case.scene.dossier.pk, "place": "Zaal 3"}
    return {**WHEN, **place, "subject": "Opvang"}


def item(case: Case) -> dict[str, Any]:
    facts = {**meetings.new_item(case), "minutes_planned": 15}
    return {**facts, "meeting": case.scene.planned.pk}


def line(case: Case) -> dict[str, Any]:
    return {"item": case.scene.item.pk, "text": "Actie: cijfers delen @RIVM 13 nov"}


def move_line(case: Case) -> dict[str, Any]:
    return {**matching("entry")(case), "after": case.scene.second_entry.pk}


def addition(case: Case) -> dict[str, Any]:
    return {"item": case.scene.kept_item.pk, "text": "Toevoegen"}


def guest(case: Case) -> dict[str, Any]:
    stranger = case.world.stranger
    who = {"organisation": stranger.organisation_id, "person": stranger.pk}
    return {**who, "meeting": case.scene.meeting.pk}


def adopt(case: Case) -> dict[str, Any]:
    return {**matching("kept")(case), "adopted_in": case.scene.meeting.pk}


POINT, REGISTER, PLANNED, ITEM, ENTRY = map(of, ("point", "register", "planned", "item", "entry"))
MEETING, ADDITION, ATTENDANCE = map(of, ("meeting", "addition", "attendance"))
NOT_DOER = {Role.PARTNER: "takes back only what she did herself"}
ROWS = {
    "api:decision-list list": Row(),
    "api:decision-list create": Row(post=record),
    "api:decision-detail retrieve": Row(REGISTER),
    "api:decision-detail partial_update": Row(
        REGISTER, post=matching("register", distribution="public", review_on="2020-12-01")
    ),
    "api:decision-undo undo": Row(
        REGISTER, post=matching("register"), before=decisions.amended_before
    ),
    "api:action-point-list list": Row(),
    "api:action-point-list create": Row(post=add),
    "api:action-point-detail retrieve": Row(POINT),
    "api:action-point-comments comments": Row(POINT, post=lambda case: {"text": "Ligt daar"}),
    "api:action-point-complete complete": Row(POINT, post=on_point()),
    "api:action-point-change change": Row(POINT, post=on_point(status="done")),
    "api:action-point-together together": Row(post=together, loose=frozenset({"points"})),
    "api:action-point-undo-together undo_together": Row(
        post=actions.together, before=actions.done_together, short=NOT_DOER
    ),
    "api:action-point-confirm confirm": Row(POINT, post=on_point(), before=actions.awaited),
    "api:action-point-drop drop": Row(POINT, post=on_point(reason="Vervalt")),
    "api:action-point-hand-over hand_over": Row(POINT, post=hand_over),
    "api:action-point-move move": Row(POINT, post=on_point(term=TERM, reason="Later")),
    "api:action-point-parts parts": Row(of("asked"), post=part),
    "api:action-point-reopen reopen": Row(POINT, post=on_point(), before=actions.completed),
    "api:action-point-reserve reserve": Row(
        POINT, post=on_point(reason="Eerst cijfers"), before=actions.awaited
    ),
    "api:action-point-restore restore": Row(POINT, post=on_point(), before=actions.dropped),
    "api:action-point-split split": Row(POINT, post=split),
    "api:action-point-undo undo": Row(POINT, post=on_point(), before=actions.moved, short=NOT_DOER),
    "api:meeting-list list": Row(),
    "api:meeting-list create": Row(post=plan),
    "api:meeting-detail retrieve": Row(MEETING),
    "api:meeting-adopt adopt": Row(of("kept"), post=adopt, before=meetings.settled),
    "api:meeting-agree agree": Row(MEETING, post=matching("meeting"), before=meetings.awaits_chair),
    "api:meeting-cancel cancel": Row(PLANNED, post=lambda case: {"reason": "Zaal bezet"}),
    "api:meeting-circulate circulate": Row(MEETING, post=matching("meeting")),
    "api:meeting-close close": Row(MEETING, post=matching("meeting")),
    "api:meeting-move move": Row(PLANNED, post=matching("planned", **WHEN, reason="Zaal bezet")),
    "api:meeting-move-preview move_preview": Row(
        PLANNED, post=lambda case: WHEN, eventless="shows what would move"
    ),
    "api:meeting-undo-move undo_move": Row(
        PLANNED, post=matching("planned"), before=meetings.moved
    ),
    "api:meeting-open open": Row(PLANNED, post=empty),
    "api:meeting-reopen reopen": Row(MEETING, post=matching("meeting"), before=meetings.closed),
    "api:meeting-restore restore": Row(PLANNED, post=empty, before=meetings.cancelled),
    "api:meeting-take-back take_back": Row(
        MEETING, post=matching("meeting"), before=meetings.circulated
    ),
    "api:agenda-item-list list": Row(),
    "api:agenda-item-list create": Row(post=item),
    "api:agenda-item-detail retrieve": Row(ITEM),
    "api:agenda-item-detail partial_update": Row(
        ITEM, post=matching("item", title="Anders"), short=meetings.OWN_ITEMS
    ),
    "api:agenda-item-accept accept": Row(ITEM, post=empty, before=meetings.submitted),
    "api:agenda-item-settle-lower settle_lower": Row(
        ITEM, post=matching("item", because="Ambtelijk eens")
    ),
    "api:agenda-item-take-up take_up": Row(
        ITEM, post=matching("item"), before=meetings.settled_lower
    ),
    "api:agenda-item-give-back give_back": Row(
        ITEM, post=lambda case: {"because": "Nota ontbreekt"}, before=meetings.submitted
    ),
    "api:agenda-item-resubmit resubmit": Row(ITEM, post=empty, before=meetings.returned),
    "api:agenda-item-result result": Row(ITEM, post=lambda case: {"result": "noted"}),
    "api:agenda-item-refer refer": Row(ITEM, post=lambda case: {"meeting": case.scene.planned.pk}),
    "api:agenda-item-feed-back feed_back": Row(of("kept_item"), post=lambda case: {"note": "Zie"}),
    "api:entry-list list": Row(),
    "api:entry-list create": Row(post=line),
    "api:entry-detail retrieve": Row(ENTRY),
    "api:entry-detail partial_update": Row(ENTRY, post=matching("entry", text="Anders gezegd")),
    "api:entry-detail destroy": Row(ENTRY, post=matching("entry")),
    "api:entry-move move": Row(ENTRY, post=move_line),
    "api:entry-split split": Row(ENTRY, post=matching("entry", texts=["Eerst dit", "Dan dat"])),
    "api:entry-undo undo": Row(ENTRY, post=matching("entry"), before=meetings.rewritten),
    "api:body-knowledge-detail retrieve": Row(of("body"), by_colleagues),
    "api:addition-list list": Row(),
    "api:addition-list create": Row(post=addition),
    "api:addition-detail retrieve": Row(ADDITION),
    "api:addition-accept accept": Row(ADDITION, post=empty),
    "api:addition-decline decline": Row(ADDITION, post=lambda case: {"because": "Stond er al"}),
    "api:attendance-list list": Row(),
    "api:attendance-list create": Row(post=guest),
    "api:attendance-detail retrieve": Row(ATTENDANCE),
    "api:attendance-detail partial_update": Row(ATTENDANCE, post=meetings.present),
    "api:attendance-detail destroy": Row(of("guest"), post=empty),
    "api:attendance-picture picture": Row(
        ATTENDANCE, post=lambda case: {"picture": "given"}, before=meetings.with_bob
    ),
}
