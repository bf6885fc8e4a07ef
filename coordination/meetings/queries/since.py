"""What changed in a meeting since a moment, in sentences, within what somebody may see today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.papers.models import Paper
from coordination.people.models import Organisation, User

from ..models import AgendaItem, Attendance, Entry, Meeting
from .agenda import NumberedItem, numbered
from .as_of import MeetingThen, meeting_as_of
from .embargo import differences_for, hold_back
from .item_parts import attached_for
from .since_events import ItemEvents, item_events

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


def with_last_change(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Each with `changed_at`: when it, or an item that ever stood on it, was last another one."""
    own = Meeting.history.filter(id=OuterRef("pk")).order_by("-history_date")
    ever = AgendaItem.history.filter(meeting_id=OuterRef(OuterRef("pk"))).values("id")
    items = AgendaItem.history.filter(id__in=ever).order_by("-history_date")
    made = Subquery(own.values("history_date")[:1])
    return rows.annotate(
        changed_at=Greatest(made, Coalesce(Subquery(items.values("history_date")[:1]), made))
    )


def changes_since(user: User, meeting: Meeting, at: datetime) -> list[Change] | None:
    """What a print of that moment does not say; None where the meeting was not planned yet.

    Seven queries, whatever the number of items; one to three more where something was taken away.
    """
    rows = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting=meeting)
    items = hold_back(user, list(rows.order_by("position", "created_at", "pk")))
    papers = attached_for(user).filter(item__in=items).order_by("position", "pk")
    found = changes_of_agenda(user, meeting, at, items=items, papers=papers)
    return None if found is None else [*found, *_of_lines(user, meeting, at)]


def changes_of_agenda(
    user: User, meeting: Meeting, at: datetime, *, items: list[AgendaItem], papers: Iterable[Any]
) -> list[Change] | None:
    """The same but for attendance and lines; `items` as she sees them, `papers` of attached_for.

    A meeting that says by with_last_change that it is the same saves the look back.
    """
    places = {row.item.pk: row for row in numbered(items)}
    changed_at: datetime | None = getattr(meeting, "changed_at", None)
    own: list[Change] = []
    if changed_at is None or changed_at > at:
        then = meeting_as_of(user, meeting, at)
        if then is None:
            return None
        own = [*_of_facts(then), *_of_agenda(then, places)]
    events = item_events(items, at)
    return [
        *own,
        *_of_papers(user, places, events, papers, at),
        *_of_differences(user, places, events),
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
    user: User,
    places: dict[UUID, NumberedItem],
    events: ItemEvents,
    papers: Iterable[Any],
    at: datetime,
) -> Iterator[Change]:
    hanging = set()
    for attached in papers:
        hanging.add((str(attached.item_id), str(attached.paper_id)))
        place, paper = places[attached.item_id], attached.paper.title
        words = {"item": name_of(place), "paper": paper, "number": attached.newest}
        if str(attached.pk) in events.put:
            yield Change(_("%(item)s: “%(paper)s” is added.") % words, place.item.pk)
        elif attached.version_id is None and attached.newest_at and attached.newest_at > at:
            said = _("%(item)s: “%(paper)s” is replaced by version %(number)d of %(moment)s.")
            moment = {"moment": _moment(attached.newest_at)}
            yield Change(said % {**words, **moment}, place.item.pk)
    gone = {pair for pair in events.off if pair not in hanging}
    titles = _titles(user, {paper for _item, paper in gone})
    for item, paper in sorted(gone):
        if paper in titles and UUID(item) in places:
            words = {"item": name_of(places[UUID(item)]), "paper": titles[paper]}
            yield Change(_("%(item)s: “%(paper)s” is taken off.") % words, UUID(item))


def _titles(user: User, keys: set[str]) -> dict[str, str]:
    if not keys:
        return {}
    return {str(row.pk): row.title for row in Paper.objects.visible_to(user).filter(pk__in=keys)}


def _of_differences(
    user: User, places: dict[UUID, NumberedItem], events: ItemEvents
) -> Iterator[Change]:
    if events.noted:
        points = differences_for(user).filter(pk__in=events.noted, item__in=list(places))
        for point in points:
            words = {"item": name_of(places[point.item_id]), "who": point.organisation.code}
            said = _("%(item)s: %(who)s notes a point of difference: %(position)s")
            yield Change(said % {**words, "position": point.position}, point.item_id)
    if not events.taken_away:
        return
    held = set(AgendaItem.objects.held_back_from(user).values_list("pk", flat=True))
    codes = {
        str(row.pk): row.code
        for row in Organisation.objects.filter(pk__in=[who for _item, who in events.taken_away])
    }
    for item, who in sorted(events.taken_away):
        if UUID(item) in places and UUID(item) not in held:
            words = {"item": name_of(places[UUID(item)]), "who": codes[who]}
            said = _("%(item)s: %(who)s took a point of difference back.")
            yield Change(said % words, UUID(item))


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
