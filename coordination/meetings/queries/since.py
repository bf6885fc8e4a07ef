"""What changed in a meeting since a moment, in sentences, within what somebody may see today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.people.models import User

from ..models import AgendaItem, Attendance, Entry, Meeting, PointOfDifference
from .agenda import NumberedItem, numbered
from .as_of import MeetingThen
from .embargo import differences_for, hold_back
from .item_parts import attached_for
from .since_events import ItemEvents, by_item, read_since

SAID = (
    "title",
    "requested_decision",
    "agreed_with",
    "why_here",
    "minutes_planned",
    "purpose",
    "treatment",
    "line",
    "result",
    "settled_lower",
    "settled_because",
)
"""The fields of an item that stand on its prints."""


@dataclass(frozen=True)
class Change:
    """A sentence; `item` where it is about one item that stands on the agenda now."""

    sentence: str
    item: UUID | None = None


def changes_since(user: User, meeting: Meeting, at: datetime) -> list[Change] | None:
    """What a print of that moment does not say; None where the meeting was not planned yet.

    Six queries, whatever the number of items and of changes.
    """
    rows = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting=meeting)
    items = hold_back(user, list(rows.order_by("position", "created_at", "pk")))
    found = changes_of_agenda(
        user,
        meeting,
        at,
        items=items,
        papers=attached_for(user).filter(item__in=items).order_by("position", "pk"),
        differences=differences_for(user).filter(item__in=items),
    )
    return None if found is None else [*found, *_of_lines(user, meeting, at)]


def changes_of_agenda(
    user: User,
    meeting: Meeting,
    at: datetime,
    *,
    items: list[AgendaItem],
    papers: Iterable[Any],
    differences: Iterable[PointOfDifference],
) -> list[Change] | None:
    """The same but for attendance and lines, in one query.

    `items` as she sees them, with their `papers` of attached_for and `differences` of
    differences_for.
    """
    places = {row.item.pk: row for row in numbered(items)}
    read = read_since(user, meeting, items, at, said=SAID)
    if read is None:
        return None
    then, events = read
    return [
        *_of_facts(then),
        *_of_agenda(then, places),
        *_of_papers(places, events, papers, at),
        *_of_differences(user, places, events, differences),
    ]


def _of_facts(then: MeetingThen) -> Iterator[Change]:
    for fact in then.facts:
        if fact.differs:
            yield Change(_was(fact.label, fact.then, fact.now))


def _of_agenda(then: MeetingThen, places: dict[UUID, NumberedItem]) -> Iterator[Change]:
    before = {item.pk: item for item in then.items}
    for pk, item in before.items():
        if pk not in places:
            yield Change(_("Taken off the agenda: %(title)s.") % {"title": item.title})
    order_then = [pk for pk in before if pk in places]
    order_now = [pk for pk in places if pk in before]
    for pk, place in places.items():
        if pk not in before:
            added = _("New on the agenda: item %(number)d, %(title)s.")
            words = {"number": place.number, "title": place.item.title}
            yield Change(added % words, pk)
            continue
        yield from _of_item(before[pk], place)
        if order_then.index(pk) != order_now.index(pk):
            moved = _("%(item)s: stands at another place on the agenda.")
            yield Change(moved % {"item": name_of(place)}, pk)


def _of_item(before: AgendaItem, place: NumberedItem) -> Iterator[Change]:
    for name in SAID:
        field: Any = AgendaItem._meta.get_field(name)
        if getattr(before, name) == getattr(place.item, name):
            continue
        old, new = (_said(field, getattr(one, name)) for one in (before, place.item))
        yield Change(_was(f"{name_of(place)}, {field.verbose_name}", old, new), place.item.pk)


def _of_papers(
    places: dict[UUID, NumberedItem], events: ItemEvents, papers: Iterable[Any], at: datetime
) -> Iterator[Change]:
    hanging = set()
    for attached in papers:
        hanging.add((attached.item_id, str(attached.paper_id)))
        place, paper = places[attached.item_id], attached.paper.title
        words = {"item": name_of(place), "paper": paper, "number": attached.newest}
        if str(attached.pk) in events.put:
            yield Change(_("%(item)s: “%(paper)s” is added.") % words, place.item.pk)
        elif attached.version_id is None and attached.newest_at and attached.newest_at > at:
            said = _("%(item)s: “%(paper)s” is replaced by version %(number)d of %(moment)s.")
            moment = {"moment": _moment(attached.newest_at)}
            yield Change(said % {**words, **moment}, place.item.pk)
    for item, paper, title in by_item(events.off):
        if item in places and (item, paper) not in hanging:
            words = {"item": name_of(places[item]), "paper": title}
            yield Change(_("%(item)s: “%(paper)s” is taken off.") % words, item)


def _of_differences(
    user: User,
    places: dict[UUID, NumberedItem],
    events: ItemEvents,
    differences: Iterable[PointOfDifference],
) -> Iterator[Change]:
    if events.noted:
        for point in differences:
            if str(point.pk) in events.noted:
                words = {"item": name_of(places[point.item_id]), "who": point.organisation.code}
                said = _("%(item)s: %(who)s notes a point of difference: %(position)s")
                yield Change(said % {**words, "position": point.position}, point.item_id)
    if not events.taken_away:
        return
    held = set(AgendaItem.objects.held_back_from(user).values_list("pk", flat=True))
    for item, _organisation, code in by_item(events.taken_away):
        if item in places and item not in held:
            words = {"item": name_of(places[item]), "who": code}
            said = _("%(item)s: %(who)s took a point of difference back.")
            yield Change(said % words, item)


def _of_lines(user: User, meeting: Meeting, at: datetime) -> Iterator[Change]:
    """Who is there; the versions that were kept; before that how many lines are other ones."""
    if Attendance.history.filter(meeting=meeting.pk, history_date__gt=at).exists():
        yield Change(_("Who is there was noted or changed."))
    if meeting.is_kept:
        for version in meeting.versions.filter(at__gt=at).order_by("number").defer("content"):
            said = _("Version %(number)d of the report was made.") % {"number": version.number}
            yield Change(f"{said} {version.reason}".strip())
        return
    lines = Entry.objects.visible_to(user).filter(meeting=meeting, updated_at__gt=at).count()
    if lines:
        said = ngettext("%(count)d line was noted or changed.",
                        "%(count)d lines were noted or changed.", lines)  # fmt: skip
        yield Change(said % {"count": lines})


def name_of(place: NumberedItem) -> str:
    return _("Item %(number)d, %(title)s") % {"number": place.number, "title": place.item.title}


def sentences(changes: Iterable[Change]) -> list[str]:
    return [change.sentence for change in changes]


def _said(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(field.flatchoices).get(value, "" if value is None else value))


def _was(label: str, then: str, now: str) -> str:
    words = {"label": label, "then": then or "–", "now": now or "–"}
    return _("%(label)s: was %(then)s, is now %(now)s.") % words


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), f"D {get_format('SHORT_DATETIME_FORMAT')}")
