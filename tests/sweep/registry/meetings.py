"""Meetings, their agenda, who is there, and the lines of their minutes."""

from datetime import timedelta
from typing import Any

from coordination.meetings.models import AgendaItem, Submission
from coordination.meetings.services.additions import settle_addition
from coordination.meetings.services.agenda import remove_item
from coordination.meetings.services.circulation import circulate_minutes, close_meeting
from coordination.meetings.services.entries import rewrite_line
from coordination.meetings.services.meetings import (
    cancel_meeting,
)
from coordination.meetings.services.moving import move_meeting
from coordination.people.models import Body, Role

from ..rows import Case, Row, by_colleagues, empty, of
from ..scenes import NOW, Where, fresh
from .papers import pdf

WHEN = {"day": "2020-11-06", "starts": "10:00", "ends": "11:00"}


def version_of(name: str) -> Any:
    return lambda case: {"version": fresh(getattr(case.scene, name)).version}


def by_keeper(case: Case) -> dict[str, Any]:
    return {"by": case.scene.keeper, "at": NOW}


def new_meeting(case: Case) -> dict[str, Any]:
    return {
        **WHEN,
        "body": case.scene.body.pk,
        "dossier": case.scene.dossier.pk,
        "subject": "Opvang",
        "place": "Zaal 3",
        "note_takers": [],
    }


def move(case: Case) -> dict[str, Any]:
    reason = {"place": "Zaal 4", "reason": "Zaal bezet", "mark": "", "step": "move"}
    return {**WHEN, **reason, "version": fresh(case.scene.planned).version}


def new_item(case: Case) -> dict[str, Any]:
    return {
        "title": "Opvang in het weekend",
        "purpose": "decide",
        "treatment": "discussion",
        "minutes_planned": "15",
        "line": "A",
        "requested_decision": "Instemmen met opvang",
        "agreed_with": "VWS",
        "why_here": "Raakt twee departementen",
        "dossier": case.scene.dossier.pk,
    }


def edited_item(case: Case) -> dict[str, Any]:
    return {**new_item(case), "version": fresh(case.scene.item).version}


def supplied(case: Case) -> dict[str, Any]:
    return {"upload": pdf(), "title": "Nota", "kind": "advice"}


def difference(case: Case) -> dict[str, Any]:
    return {
        "organisation": case.user.organisation_id,
        "position": "Eerst de cijfers",
        "proposed_text": "Na de cijfers instemmen",
    }


def refer(case: Case) -> dict[str, Any]:
    return {"referred_to": other_body(case).pk, "meeting": ""}


def referral(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.next_item.pk, "version": fresh(case.scene.next_item).version}


def other_body(case: Case) -> Body:
    where = Where.FOREIGN if case.where is Where.OWN else Where.OWN
    return case.world.scenes[where].body


def present(case: Case) -> dict[str, Any]:
    return {"presence": "present", "authority": "mandate"}


def row_in_full(case: Case) -> dict[str, Any]:
    return {**present(case), "person": case.scene.keeper.email}


def guest(case: Case) -> dict[str, Any]:
    stranger = case.world.stranger
    return {"organisation": stranger.organisation_id, "person": stranger.email}


def line(case: Case) -> dict[str, Any]:
    return {"text": "Actie: cijfers delen @RIVM 13 nov", "phase": "", "after": "0"}


def pasted(case: Case) -> dict[str, Any]:
    return {"confirm": "1", "line": ["Eerste regel", "Tweede regel"], "phase": "", "after": "0"}


def edited_line(case: Case) -> dict[str, Any]:
    return {"text": "Anders gezegd", "version": fresh(case.scene.entry).version, "after": "0"}


def split_line(case: Case) -> dict[str, Any]:
    return {"text": "Eerst dit\nDan dat", "version": fresh(case.scene.entry).version}


def moved_line(case: Case) -> dict[str, Any]:
    return {"to": "down", "version": fresh(case.scene.entry).version}


def correction(case: Case) -> dict[str, Any]:
    return {
        "text": "! Besluit, hersteld",
        "reason": "Naam klopte niet",
        "version": fresh(case.scene.kept_entry).version,
    }


def verdict(case: Case) -> dict[str, Any]:
    return {"verdict": "accept", "because": "Klopt"}


def adoption(case: Case) -> dict[str, Any]:
    return {"adopted_in": case.scene.meeting.pk, "version": fresh(case.scene.kept).version}


def item_version(case: Case) -> dict[str, Any]:
    return {"version": fresh(case.scene.item).version}


def settled_lower(case: Case) -> None:
    AgendaItem.objects.filter(pk=case.scene.item.pk).update(
        settled_lower=True, settled_because="Ambtelijk eens"
    )


def settled(case: Case) -> None:
    settle_addition(
        addition=case.scene.addition, accept=False, because="Stond er al", **by_keeper(case)
    )


def undo_move(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.planned.pk, "version": fresh(case.scene.planned).version}


def moved(case: Case) -> None:
    meeting = fresh(case.scene.planned)
    move_meeting(
        meeting=meeting,
        starts_at=meeting.starts_at + timedelta(hours=2),
        ends_at=meeting.ends_at + timedelta(hours=2),
        version=meeting.version,
        **by_keeper(case),
    )


def cancelled(case: Case) -> None:
    cancel_meeting(meeting=case.scene.planned, reason="Ziekte", **by_keeper(case))


def submitted(case: Case) -> None:
    _submission(case, Submission.SUBMITTED)


def returned(case: Case) -> None:
    _submission(case, Submission.RETURNED, returned_because="Nota ontbreekt")


def _submission(case: Case, state: Submission, **more: Any) -> None:
    AgendaItem.objects.filter(pk=case.scene.item.pk).update(
        submission=state, submitted_by=case.scene.organisation, **more
    )


def removed(case: Case) -> None:
    remove_item(item=fresh(case.scene.second_item), **by_keeper(case))


def rewritten(case: Case) -> None:
    entry = fresh(case.scene.entry)
    rewrite_line(entry=entry, typed="Anders", version=entry.version, **by_keeper(case))


def closed(case: Case) -> None:
    meeting = fresh(case.scene.meeting)
    close_meeting(meeting=meeting, version=meeting.version, **by_keeper(case))


def circulated(case: Case) -> None:
    meeting = fresh(case.scene.meeting)
    circulate_minutes(meeting=meeting, version=meeting.version, **by_keeper(case))


def with_bob(case: Case) -> None:
    Body.objects.filter(pk=case.scene.body.pk).update(bob=True)


def awaits_chair(case: Case) -> None:
    Body.objects.filter(pk=case.scene.body.pk).update(chair_approves=True)
    closed(case)


MEETING, PLANNED, KEPT = of("meeting"), of("planned"), of("kept")
ITEM, ENTRY = of("item"), of("entry")
OWN_ITEMS = {Role.PARTNER: "changes only what she submitted, while it waits"}
SUPPLIED = frozenset({"upload", "title", "kind"})
"""Fields of the other form on that page, which is sent to supply_paper."""
PLACED = frozenset({"phase", "after"})
ROWS = {
    "meetings:list": Row(),
    "meetings:plan": Row(post=new_meeting),
    "meetings:move": Row(PLANNED, post=move),
    "meetings:undo_move": Row(undo_move, get=False, post=empty, before=moved),
    "meetings:cancel": Row(PLANNED, post=lambda case: {"reason": "Zaal bezet"}),
    "meetings:restore": Row(PLANNED, get=False, post=empty, before=cancelled),
    "meetings:open": Row(PLANNED, get=False, post=empty),
    "meetings:note_takers": Row(
        MEETING, post=lambda case: {"note_takers": [case.scene.colleague.pk]}
    ),
    "meetings:agenda": Row(MEETING),
    "meetings:submit_item": Row(PLANNED, post=new_item, loose=frozenset({"version"})),
    "meetings:edit_item": Row(ITEM, post=edited_item, short=OWN_ITEMS),
    "meetings:accept_item": Row(ITEM, get=False, post=empty, before=submitted),
    "meetings:settle_item": Row(
        ITEM, post=lambda case: {"because": "Ambtelijk eens", **item_version(case)}
    ),
    "meetings:take_up_item": Row(
        lambda case: {"pk": case.scene.item.pk, **item_version(case)},
        get=False,
        post=empty,
        before=settled_lower,
    ),
    "meetings:return_item": Row(
        ITEM, post=lambda case: {"because": "Nota ontbreekt"}, before=submitted
    ),
    "meetings:resubmit_item": Row(ITEM, get=False, post=empty, before=returned),
    "meetings:move_item": Row(
        lambda case: {"pk": case.scene.item.pk, "step": "omlaag"}, get=False, post=empty
    ),
    "meetings:remove_item": Row(of("second_item"), get=False, post=empty, short=OWN_ITEMS),
    "meetings:restore_item": Row(
        of("second_item"), get=False, post=empty, before=removed, short=OWN_ITEMS
    ),
    "meetings:item_papers": Row(
        ITEM,
        post=lambda case: {"paper": case.scene.second_paper.pk},
        short=OWN_ITEMS,
        loose=SUPPLIED,
    ),
    "meetings:supply_paper": Row(ITEM, get=False, post=supplied, short=OWN_ITEMS),
    "meetings:detach_paper": Row(of("agenda_paper"), get=False, post=empty, short=OWN_ITEMS),
    "meetings:difference": Row(ITEM, post=difference),
    "meetings:difference_remove": Row(of("difference"), get=False, post=empty),
    "meetings:result": Row(ITEM, get=False, post=lambda case: {"result": "noted"}),
    "meetings:refer": Row(ITEM, post=refer, loose=frozenset({"meeting"})),
    "meetings:item": Row(ITEM),
    "meetings:take_back_referral": Row(referral, get=False, post=empty),
    "meetings:feed_back": Row(of("kept_item"), post=lambda case: {"note": "Zie de uitkomst"}),
    "meetings:feedback": Row(of("fed_back")),
    "meetings:take_back_feedback": Row(of("fed_back"), get=False, post=empty),
    "meetings:attendance": Row(of("attendance"), post=row_in_full),
    "meetings:attendance_note": Row(of("attendance"), get=False, post=present),
    "meetings:attendance_all": Row(MEETING, get=False, post=empty),
    "meetings:picture": Row(
        of("attendance"), get=False, post=lambda case: {"picture": "given"}, before=with_bob
    ),
    "meetings:guest": Row(MEETING, post=guest),
    "meetings:guest_remove": Row(of("guest"), get=False, post=empty),
    "meetings:detail": Row(MEETING),
    "meetings:calendar": Row(MEETING),
    "meetings:known": Row(of("body"), by_colleagues),
    "meetings:changes": Row(MEETING),
    "meetings:read_back": Row(
        MEETING,
        get=False,
        post=lambda case: {"text": "@RIVM wo 4 nov"},
        eventless="shows what is recognised and keeps nothing",
    ),
    "meetings:draft": Row(
        MEETING,
        get=False,
        post=lambda case: {"text": "half", "sequence": "1", "version": "0"},
        eventless="autosave: acknowledged, seen by its author only",
        loose=frozenset({"sequence", "version"}),
    ),
    "meetings:line_add": Row(ITEM, get=False, post=line, loose=PLACED),
    "meetings:paste": Row(ITEM, get=False, post=pasted, loose=PLACED | {"confirm"}),
    "meetings:line": Row(ENTRY),
    "meetings:line_edit": Row(ENTRY, post=edited_line, loose=PLACED),
    "meetings:line_remove": Row(ENTRY, get=False, post=version_of("entry")),
    "meetings:line_undo": Row(ENTRY, get=False, post=empty, before=rewritten),
    "meetings:line_move": Row(ENTRY, get=False, post=moved_line, loose=frozenset({"to"})),
    "meetings:line_split": Row(ENTRY, get=False, post=split_line),
    "meetings:correct": Row(of("kept_entry"), post=correction),
    "meetings:circulate": Row(MEETING),
    "meetings:circulate_now": Row(MEETING, get=False, post=version_of("meeting")),
    "meetings:take_back": Row(MEETING, get=False, post=empty, before=circulated),
    "meetings:close": Row(MEETING, get=False, post=version_of("meeting")),
    "meetings:reopen": Row(MEETING, get=False, post=empty, before=closed),
    "meetings:agree": Row(MEETING, get=False, post=version_of("meeting"), before=awaits_chair),
    "meetings:adopt": Row(KEPT, post=adoption, before=settled),
    "meetings:report": Row(lambda case: {"pk": case.scene.kept.pk, "form": "html"}),
    "meetings:version": Row(lambda case: {"pk": case.scene.kept.pk, "number": 1}),
    "meetings:propose": Row(of("kept_item"), get=False, post=lambda case: {"text": "Toevoegen"}),
    "meetings:settle": Row(of("addition"), get=False, post=verdict),
}
