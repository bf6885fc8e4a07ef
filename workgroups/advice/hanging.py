"""A stop of an advice line stands in its meeting, so it moves along; who keeps the line is told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from coordination.audit.deeds import record
from coordination.kit import clock
from coordination.mail.kinds import part_in
from coordination.meetings.dependents import Dependents, Move, Said, Shift, Who, dependents
from coordination.meetings.models import Meeting
from coordination.meetings.outsiders import is_withheld
from coordination.meetings.permissions import LEADERS
from coordination.people.models import BodyMember, Recipient, User

from .models import Stop

STOPS = "advice.stops"


def shifts(moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """The stops of running lines in these meetings."""
    by_id = {move.meeting.pk: move for move in moves if move.goes_elsewhen}
    found = []
    for stop in _rows(by_id):
        move = by_id[stop.stands_in]
        found.append(_shift(stop, move.was.starts_at, move.becomes.starts_at))
    return found


def _rows(meetings: Iterable[Any]) -> Any:
    rows = Stop.objects.present().in_meetings(list(meetings))
    rows = rows.filter(request__answered_at=None, request__withdrawn_at=None)
    rows = rows.select_related("request__team", "request__dossier", "body")
    return rows.order_by("request__asked_on", "position", "pk")


def _shift(stop: Stop, was: dt.datetime, becomes: dt.datetime) -> Shift:
    return Shift(
        STOPS,
        stop,
        gettext_lazy("stop of an advice line"),
        _what(stop),
        was=was,
        becomes=becomes,
        who=tuple(_keepers(stop)),
        url=stop.get_absolute_url(),
        hangs_at=becomes,
    )


def _what(stop: Stop) -> str:
    purpose = stop.get_purpose_display()
    return f"{stop.request.number} {stop.body.code} {purpose}: {stop.request.question[:160]}"


def _keepers(stop: Stop) -> Iterable[Who]:
    """Who leads the team and its secretary, as far as they have an account."""
    rows = BodyMember.objects.present(clock.today()).filter(
        body=stop.request.team.body_id, role__in=LEADERS
    )
    for row in rows.select_related("person", "post__holder").order_by("role", "pk"):
        if row.holder is not None and row.holder.is_active:
            yield row.holder


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    kept = Stop.objects.visible_to(user).filter(pk__in=[one.noun.pk for one in found])
    pks = set(kept.values_list("pk", flat=True))
    return [one for one in found if one.noun.pk in pks]


def apply(shift: Shift, by: User, at: dt.datetime) -> None:
    """Its moment is that of its meeting, so nothing is kept twice; the record says it moved."""
    line = shift.noun.request
    record(
        "advice.stop_moved",
        line,
        by=by,
        at=at,
        dossier=line.dossier_id,
        part=True,
        stop=shift.noun.pk,
        old=shift.was,
        new=shift.becomes,
    )


def undone(meetings: Sequence[Meeting], _moved_at: dt.datetime) -> list[Shift]:
    """Back with their meetings, where these stood one version ago."""
    before = {}
    for meeting in meetings:
        row = meeting.history.filter(version=meeting.version - 1).order_by("history_date").last()
        if row is not None and row.starts_at != meeting.starts_at:
            before[meeting.pk] = (meeting.starts_at, row.starts_at)
    return [_shift(stop, *before[stop.stands_in]) for stop in _rows(before)]


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    rows = Stop.objects.with_place().filter(pk__in=list(pks))
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    stops = list(rows.select_related("request__dossier", "body"))
    meetings = Meeting.objects.in_bulk([stop.stands_in for stop in stops if stop.stands_in])
    found = {}
    for stop in stops:
        dossier = stop.request.dossier
        if stop.stands_in and (recipient.user or part_in(dossier.pk, recipient).visible):
            what = stop.request.number if is_withheld(dossier, recipient) else _what(stop)
            moment = meetings[stop.stands_in].starts_at
            found[str(stop.pk)] = Said(what, moment, stop.get_absolute_url())
    return found


def waiting(meetings: Sequence[Meeting]) -> Iterator[tuple[UUID, UUID, Who]]:
    """The stops of running lines there, with who keeps them."""
    keepers: dict[UUID, list[Who]] = {}
    for stop in _rows(meeting.pk for meeting in meetings):
        team = stop.request.team_id
        if team not in keepers:
            keepers[team] = list(_keepers(stop))
        for who in keepers[team]:
            yield stop.stands_in, stop.pk, who


dependents.add(STOPS, Dependents(shifts, seen, apply, undone, said_to, waiting), order=60)
