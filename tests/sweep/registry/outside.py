"""Calendars of others, as pages and on the API."""

from datetime import timedelta
from typing import Any

from django.core import signing

from coordination.cycle.models import OutsideCalendar
from coordination.cycle.outside_forms import SALT

from ..rows import Case, Row, of
from ..scenes import NOW, fresh


def version(case: Case) -> int:
    found: int = fresh(case.scene.outside).version
    return found


def matching(case: Case) -> dict[str, Any]:
    return {"If-Match": version(case)}


def ics() -> str:
    start = NOW + timedelta(days=1)
    event = f"BEGIN:VEVENT\r\nUID:a\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nEND:VEVENT\r\n"
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}END:VCALENDAR\r\n"


def looked_at(case: Case) -> dict[str, Any]:
    return {"kept": signing.dumps(ics(), salt=SALT, compress=True), "version": version(case)}


def api_import(case: Case) -> dict[str, Any]:
    return {"content": ics(), **matching(case)}


def imported(case: Case) -> None:
    rows = OutsideCalendar.objects.filter(pk=case.scene.outside.pk)
    rows.update(imported_at=NOW, imported_by=case.scene.keeper)


def undoing(case: Case) -> dict[str, Any]:
    return {"pk": case.scene.outside.pk, "version": version(case)}


def outside(case: Case) -> dict[str, Any]:
    return {"name": "Ministerraad", "dossier": case.scene.dossier.pk}


def renamed(case: Case) -> dict[str, Any]:
    return {"name": "RBT", "version": version(case)}


OUTSIDE = of("outside")
ROWS = {
    "cycle:outside_list": Row(),
    "cycle:outside_new": Row(post=outside),
    "cycle:outside": Row(OUTSIDE),
    "cycle:outside_rename": Row(OUTSIDE, post=renamed, gate="cycle.outside"),
    "cycle:outside_remove": Row(
        OUTSIDE, post=lambda case: {"version": version(case)}, gate="cycle.outside"
    ),
    "cycle:outside_import": Row(OUTSIDE, get=False, post=looked_at),
    "cycle:outside_undo": Row(undoing, get=False, post=lambda case: {}, before=imported),
    "api:outside-calendar-list list": Row(),
    "api:outside-calendar-list create": Row(post=outside),
    "api:outside-calendar-detail retrieve": Row(OUTSIDE),
    "api:outside-calendar-detail partial_update": Row(
        OUTSIDE, post=lambda case: {"name": "RBT", **matching(case)}
    ),
    "api:outside-calendar-detail destroy": Row(OUTSIDE, post=matching),
    "api:outside-calendar-events events": Row(OUTSIDE),
    "api:outside-calendar-preview preview": Row(
        OUTSIDE, post=api_import, eventless="it only says what an import would change"
    ),
    "api:outside-calendar-import import_": Row(OUTSIDE, post=api_import),
    "api:outside-calendar-undo undo": Row(OUTSIDE, post=matching, before=imported),
}
