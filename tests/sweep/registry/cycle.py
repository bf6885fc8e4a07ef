"""Cadences, slots, the cycle and deadlines, as pages and on the API."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid5

from coordination.audit.deeds import deed, record
from coordination.cycle.models import Cadence, Cycle, Deadline, Slot
from coordination.cycle.moved_events import moved_in
from coordination.cycle.services.deadlines import meet_deadline
from coordination.cycle.services.planning import Occurrence, plan_occurrences
from coordination.kit.history import save_as
from coordination.meetings.models import Meeting

from ..rows import Case, Row, empty, of
from ..scenes import NOW, fresh


def version_of(name: str) -> Any:
    return lambda case: {"version": fresh(getattr(case.scene, name)).version}


def matching(name: str) -> Any:
    return lambda case: {"If-Match": fresh(getattr(case.scene, name)).version}


def cadence(case: Case) -> dict[str, Any]:
    return {
        "name_nl": "Ritme van de week",
        "name_en": "Rhythm of the week",
        "dossier": case.scene.dossier.pk,
        "length": "14",
        "anchor": "2020-11-02",
        "ends_on": "2021-11-02",
        "note": "Oefentekst: de tijden",
    }


def edited_cadence(case: Case) -> dict[str, Any]:
    return {**cadence(case), **version_of("cadence")(case)}


def slot(case: Case) -> dict[str, Any]:
    return {
        "line": "A",
        "day": "3",
        "starts": "10:00",
        "minutes": "90",
        "body": case.scene.body.pk,
        "title": "",
        "purpose": "Beeld en richting",
        "papers_number": "1",
        "papers_unit": "working_days",
        "valid_from": "2020-11-02",
        "valid_until": "2021-11-02",
    }


def edited_slot(case: Case) -> dict[str, Any]:
    return {**slot(case), **version_of("slot")(case)}


def until(case: Case) -> dict[str, Any]:
    return {"cadence": case.scene.cadence.pk, "until": "2020-12-13"}


def deadline(case: Case) -> dict[str, Any]:
    return {
        "what": "Nota over de opvang",
        "day": "2020-11-06",
        "time": "17:00",
        "dossier": case.scene.dossier.pk,
        "organisation": case.scene.organisation.pk,
        "person": "",
        "post": "",
    }


def edited_deadline(case: Case) -> dict[str, Any]:
    return {**deadline(case), **version_of("deadline")(case)}


def met(case: Case) -> None:
    Deadline.objects.filter(pk=case.scene.deadline.pk).update(met_at=NOW, met_by=case.scene.keeper)


def undoable(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.deadline.pk, **version_of("deadline")(case)}


def met_before(case: Case) -> None:
    meet_deadline(
        deadline=case.scene.deadline,
        **version_of("deadline")(case),
        by=case.scene.keeper,
        at=NOW + timedelta(minutes=1),
    )


def api_cadence(case: Case) -> dict[str, Any]:
    return {**cadence(case), "length": 14, "outside": False, "timezone": "Europe/Amsterdam"}


def changed_cadence(case: Case) -> dict[str, Any]:
    return {"name_nl": "Anders", "ends_on": "2021-11-02", **matching("cadence")(case)}


def api_slot(case: Case) -> dict[str, Any]:
    facts = slot(case)
    del facts["day"], facts["title"]
    return {**facts, "day_offset": 2, "minutes": 90, "papers_number": 1}


def changed_slot(case: Case) -> dict[str, Any]:
    return {"purpose": "Richting", "day_offset": 4, **matching("slot")(case)}


def api_deadline(case: Case) -> dict[str, Any]:
    return {
        "what": "Nota over de opvang",
        "due_at": "2020-11-06T17:00:00+01:00",
        "dossier": case.scene.dossier.pk,
        "meeting": case.scene.planned.pk,
        "organisation": case.scene.organisation.pk,
    }


def changed_deadline(case: Case) -> dict[str, Any]:
    return {"what": "Nota", "due_at": "2020-11-09T17:00:00+01:00", **matching("deadline")(case)}


def number(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.cadence.pk, "number": 2}


def first(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.cadence.pk, "number": 1}


def skipping(case: Case) -> dict[str, Any]:
    return {"number": 2, "reason": "Kerst", "silently": True}


def skipped(case: Case) -> None:
    keeper = case.scene.keeper
    Cycle.objects.filter(pk=case.scene.cycle.pk).update(
        skipped=True, skipped_at=NOW, skipped_by=keeper, skipped_because="Kerst"
    )


def resuming(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.cycle.pk, "version": fresh(case.scene.cycle).version}


def insert(case: Case) -> dict[str, Any]:
    return {
        "body": case.scene.body.pk,
        "day": "2020-11-12",
        "starts": "10:00",
        "minutes": "60",
        "line": "A",
        "purpose": "Spoedoverleg",
        "papers_number": "4",
        "papers_unit": "hours",
        "step": "insert",
    }


def api_insert(case: Case) -> dict[str, Any]:
    return {name: value for name, value in insert(case).items() if name != "step"}


def inserted(case: Case) -> None:
    cadence, day = case.scene.cadence, date(2020, 11, 13)
    slot = Slot.objects.create(
        cadence=cadence,
        body=case.scene.body,
        day_offset=11,
        starts=time(9),
        valid_from=day,
        valid_until=day,
        created_at=NOW,
    )
    occurrence = Occurrence(slot, case.scene.cycle, day, slot.moment_on(day))
    _put(cadence, occurrence)


@deed
def _put(cadence: Cadence, occurrence: Occurrence) -> None:
    plan_occurrences(cadence, [occurrence], None, NOW)
    record("cycle.meeting_inserted", cadence, by=None, at=NOW)


def of_inserted(case: Case) -> dict[str, Any]:
    found = Meeting.objects.filter(planned_as__slot__valid_from=date(2020, 11, 13))
    meeting = found.filter(body=case.scene.body).first() or case.scene.planned
    return {"meeting": meeting.pk, "version": meeting.version}


def shift(case: Case) -> dict[str, Any]:
    return {
        "places": [f"e.{case.scene.event.pk}"],
        "number": "1",
        "unit": "working_days",
        "direction": "earlier",
        "reason": "Spoed",
        "mark": "",
        "step": "move",
    }


def api_shift(case: Case) -> dict[str, Any]:
    return {"number": 1, "events": [case.scene.event.pk], "by_number": 2, "by_unit": "hours"}


def api_unshift(case: Case) -> dict[str, Any]:
    return {"events": [uuid5(case.scene.cycle.pk, str(case.scene.event.pk))]}


def shifted(case: Case) -> None:
    event = moved_in(case.scene.event, case.scene.cycle)
    assert event is not None
    event.starts_at, event.version = NOW, 1
    save_as(event, by=case.scene.keeper, at=NOW)


def unshift(case: Case) -> dict[str, Any]:
    key = uuid5(case.scene.cycle.pk, str(case.scene.event.pk))
    return {"pk": case.scene.cadence.pk, "number": 1, "moved": f"e.{key}"}


CADENCE, SLOT, DEADLINE = of("cadence"), of("slot"), of("deadline")
ROWS = {
    "cycle:cycle": Row(),
    "cycle:month": Row(),
    "cycle:settled": Row(),
    "cycle:settled_xlsx": Row(),
    "cycle:plan": Row(post=until),
    "cycle:cadences": Row(),
    "cycle:cadence_new": Row(post=cadence),
    "cycle:cadence": Row(CADENCE),
    "cycle:cadence_edit": Row(CADENCE, post=edited_cadence),
    "cycle:slot_new": Row(CADENCE, post=slot),
    "cycle:slot": Row(SLOT, post=edited_slot),
    "cycle:slot_remove": Row(SLOT, get=False, post=version_of("slot")),
    "cycle:skip": Row(
        number, post=lambda case: {"reason": "Kerst", "silently": "on"}, gate="cycle.plan"
    ),
    "cycle:insert": Row(first, post=insert, gate="cycle.plan"),
    "cycle:insert_undo": Row(
        lambda case: {"pk": case.scene.cadence.pk, **of_inserted(case)},
        get=False,
        post=lambda case: {},
        before=inserted,
        gate="cycle.plan",
    ),
    "cycle:shift": Row(first, post=shift, gate="cycle.plan"),
    "cycle:shift_undo": Row(
        unshift, get=False, post=lambda case: {}, before=shifted, gate="cycle.plan"
    ),
    "cycle:resume": Row(resuming, get=False, post=lambda case: {}, before=skipped),
    "cycle:deadlines": Row(),
    "cycle:deadline_new": Row(post=deadline),
    "cycle:deadline": Row(DEADLINE, post=edited_deadline, gate="cycle.plan"),
    "cycle:deadline_undo": Row(undoable, get=False, post=empty, before=met_before),
    "cycle:deadline_meet": Row(DEADLINE, get=False, post=version_of("deadline")),
    "cycle:deadline_reopen": Row(DEADLINE, get=False, post=version_of("deadline"), before=met),
    "api:settled-list list": Row(),
    "api:cadence-list list": Row(),
    "api:cadence-list create": Row(post=api_cadence),
    "api:cadence-detail retrieve": Row(CADENCE),
    "api:cadence-detail partial_update": Row(CADENCE, post=changed_cadence),
    "api:cadence-slots slots": Row(CADENCE),
    "api:cadence-slots add_slot": Row(CADENCE, post=api_slot),
    "api:cadence-plan plan": Row(CADENCE, post=lambda case: {"until": "2020-12-13"}),
    "api:cadence-skipping skipping": Row(CADENCE),
    "api:cadence-skip skip": Row(CADENCE, post=skipping),
    "api:cadence-shift-preview shift_preview": Row(
        CADENCE, post=api_shift, eventless="shows what would move"
    ),
    "api:cadence-shift shift": Row(CADENCE, post=api_shift),
    "api:cadence-undo-shift undo_shift": Row(CADENCE, post=api_unshift, before=shifted),
    "api:cadence-insert insert": Row(CADENCE, post=api_insert),
    "api:cadence-insert-preview insert_preview": Row(
        CADENCE, post=api_insert, eventless="shows what would come"
    ),
    "api:cadence-undo-insert undo_insert": Row(CADENCE, post=of_inserted, before=inserted),
    "api:slot-list list": Row(),
    "api:slot-detail retrieve": Row(SLOT),
    "api:slot-detail partial_update": Row(SLOT, post=changed_slot),
    "api:slot-detail destroy": Row(SLOT, post=matching("slot")),
    "api:cycle-list list": Row(),
    "api:cycle-detail retrieve": Row(of("cycle")),
    "api:cycle-resume resume": Row(of("cycle"), post=matching("cycle"), before=skipped),
    "api:collision-list list": Row(),
    "api:deadline-list list": Row(),
    "api:deadline-list create": Row(post=api_deadline),
    "api:deadline-detail retrieve": Row(DEADLINE),
    "api:deadline-detail partial_update": Row(DEADLINE, post=changed_deadline),
    "api:deadline-meet meet": Row(DEADLINE, post=matching("deadline")),
    "api:deadline-undo undo": Row(DEADLINE, post=matching("deadline"), before=met_before),
    "api:deadline-reopen reopen": Row(DEADLINE, post=matching("deadline"), before=met),
}
