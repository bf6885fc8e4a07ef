"""Collisions in words, seen from one of the meetings."""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.meetings.models import Meeting

from .queries.collisions import Collision, Kind, Stands
from .queries.sequence import Turn

NAMED = 3


@dataclass(frozen=True)
class Remark:
    """One sentence for one meeting; `url` leads to the other meeting, where there is one."""

    kind: Kind
    sentence: str
    url: str = ""


def remark_on(collision: Collision, meeting: Meeting) -> Remark:
    """What is wrong, as it reads beside `meeting`."""
    other = collision.other_than(meeting)
    if collision.event is not None:
        return Remark(collision.kind, _of_event(collision, collision.event))
    if other is None:
        return Remark(collision.kind, _papers(collision))
    return Remark(
        collision.kind, _beside(collision, meeting, other), other.meeting.get_absolute_url()
    )


def remarks_by_meeting(found: list[Collision]) -> dict[object, tuple[Remark, ...]]:
    """Every remark beside each meeting it is about, by the id of the meeting."""
    beside: dict[object, tuple[Remark, ...]] = {}
    for collision in found:
        for meeting in collision.meetings:
            said = remark_on(collision, meeting)
            beside[meeting.pk] = (*beside.get(meeting.pk, ()), said)
    return beside


@dataclass(frozen=True)
class Beside:
    """A meeting, where it stands or would stand, and every remark on it."""

    meeting: Meeting
    label: str
    remarks: tuple[Remark, ...]


def remarks_on(found: list[Collision], *, only: Container[Any] | None = None) -> list[Beside]:
    """Each meeting once, of pairs the earlier one; with `only` the meetings with those ids."""
    beside: dict[Any, Beside] = {}
    for collision in found:
        ours = [one for one in collision.sides if only is None or one.meeting.pk in only]
        for one in ours[:1]:
            said = remark_on(collision, one.meeting)
            known = beside.get(one.meeting.pk)
            remarks = (*known.remarks, said) if known else (said,)
            beside[one.meeting.pk] = Beside(one.meeting, named(one), remarks)
    return list(beside.values())


def named(stands: Stands) -> str:
    """A meeting with its hours, as it stands in a sentence."""
    ends = time_format(timezone.localtime(stands.ends_at), "TIME_FORMAT")
    return f"{stands.meeting.body.code} {_moment(stands.starts_at)}–{ends}"


def _beside(collision: Collision, meeting: Meeting, other: Stands) -> str:
    names = {"other": named(other), "place": other.place}
    match collision.kind:
        case Kind.PERSON:
            return _people(collision, names)
        case Kind.ROOM:
            return _("%(place)s is also taken by %(other)s.") % names
        case _ if collision.first.meeting.pk == meeting.pk:
            return _("Has to come before %(other)s in this rhythm.") % names
        case _:
            return _("Has to come after %(other)s in this rhythm.") % names


def _of_event(collision: Collision, event: Turn) -> str:
    names = {"other": f"{event.slot.title} {_moment(event.starts_at)}"}
    if collision.event_first:
        return _("Has to come after %(other)s in this rhythm.") % names
    return _("Has to come before %(other)s in this rhythm.") % names


def _people(collision: Collision, names: dict[str, str]) -> str:
    people = [person.label for person in collision.people]
    who = ", ".join(people[:NAMED])
    if len(people) > NAMED:
        who += " " + _("and %(count)d more") % {"count": len(people) - NAMED}
    said = ngettext(
        "%(who)s is also expected in %(other)s.",
        "%(count)d persons are also expected in %(other)s: %(who)s.",
        len(people),
    )
    return said % {**names, "who": who, "count": len(people)}


def _papers(collision: Collision) -> str:
    due_at = collision.due_at
    assert due_at is not None
    if due_at >= collision.first.starts_at:
        said = _("Its papers are due on %(moment)s, when it has begun.")
    else:
        said = _("Its papers were due on %(moment)s and are not in.")
    return said % {"moment": _moment(due_at)}


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'D j F')} {time_format(local, 'TIME_FORMAT')}"
