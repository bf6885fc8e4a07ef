"""What skipping a cycle takes away, before anybody does it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus
from coordination.meetings.queries.expected import expected_in, waiting_in
from coordination.people.models import User

from ..models import Cadence, Cycle, Deadline, PlannedMeeting

FURTHEST = dt.timedelta(days=2 * 366)


@dataclass(frozen=True)
class Lapse:
    """A meeting that goes, with what stands on its agenda and is due for it, as she may see it."""

    meeting: Meeting
    items: int
    papers: int
    deadlines: list[Deadline]


@dataclass(frozen=True)
class Skipping:
    """Cycle `number` with what goes, what stays because it has begun, and whom it concerns."""

    cadence: Cadence
    number: int
    first: dt.date
    last: dt.date
    lapses: list[Lapse]
    stays: list[Meeting]
    events: list[tuple[dt.datetime, str]]
    told: int


def preview_skip(user: User, *, cadence: Cadence, number: int, at: dt.datetime) -> Skipping:
    """What skip_cycle would take away; refuses the cycles that it refuses."""
    refuse_unknown(cadence, number, at=at)
    cycle = _cycle(cadence, number)
    if cycle.skipped:
        raise Refusal(_("This cycle is skipped already."))
    lapsing = lapsing_in(cycle, at=at)
    standing = Meeting.objects.standing().filter(planned_as__cycle=cycle).distinct()
    going = {meeting.pk for meeting in lapsing}
    stays = standing.exclude(pk__in=going).select_related("body").order_by("starts_at", "pk")
    return Skipping(
        cadence=cadence,
        number=number,
        first=cycle.starts_on,
        last=cycle.last_day,
        lapses=_lapses(user, lapsing),
        stays=list(stays),
        events=_events(cycle, at=at),
        told=sum(who != user for who in {**expected_in(lapsing), **waiting_in(lapsing)}),
    )


def lapsing_in(cycle: Cycle, *, at: dt.datetime) -> list[Meeting]:
    """The planned meetings of `cycle` still to come, by time.

    Not one that another rhythm planned as well: there it stands.
    """
    elsewhere = PlannedMeeting.objects.filter(meeting=OuterRef("pk"), cycle__skipped=False)
    rows = (
        Meeting.objects.filter(planned_as__cycle=cycle, starts_at__gt=at)
        .filter(status=MeetingStatus.PLANNED, dossier=cycle.cadence.dossier_id)
        .exclude(Exists(elsewhere.exclude(cycle=cycle)))
    )
    rows = rows.select_related("body", "dossier").prefetch_related("note_takers")
    return list(rows.distinct().order_by("starts_at", "body__code", "pk"))


def refuse_unknown(cadence: Cadence, number: int, *, at: dt.datetime) -> None:
    """Refuse a number the cadence has no cycle for, one that is over, and one far from now."""
    today = timezone.localtime(at).date()
    if number > cadence.number_on(today + FURTHEST):
        raise Refusal(_("Skip a cycle at most two years ahead."), field="number")
    if number < 1 or (cadence.ends_on and cadence.starts_on(number) > cadence.ends_on):
        raise Refusal(_("This cadence has no such cycle."), field="number")
    if cadence.starts_on(number + 1) <= today:
        raise Refusal(_("This cycle is over."), field="number")


def is_over(cycle: Cycle, *, at: dt.datetime) -> bool:
    return cycle.last_day < timezone.localtime(at).date()


def _cycle(cadence: Cadence, number: int) -> Cycle:
    found: Cycle | None = cadence.cycles.filter(number=number).first()
    cycle = found or Cycle(cadence=cadence, number=number, starts_on=cadence.starts_on(number))
    cycle.cadence = cadence
    return cycle


def _lapses(user: User, meetings: list[Meeting]) -> list[Lapse]:
    seen = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting__in=meetings)
    items = seen.values_list("meeting").order_by()
    counts = dict(items.annotate(Count("pk")))
    papers = dict(items.annotate(Count("papers__paper", distinct=True)))
    due: dict[object, list[Deadline]] = {}
    for deadline in Deadline.objects.visible_to(user).open().filter(meeting__in=meetings):
        due.setdefault(deadline.meeting_id, []).append(deadline)
    return [
        Lapse(one, counts.get(one.pk, 0), papers.get(one.pk, 0), due.get(one.pk, []))
        for one in meetings
    ]


def _events(cycle: Cycle, *, at: dt.datetime) -> list[tuple[dt.datetime, str]]:
    slots = cycle.cadence.slots.present().filter(body=None).select_related("cadence")
    days = [(slot, slot.day_in(cycle.starts_on)) for slot in slots]
    moments = [(slot.moment_on(day), slot.title) for slot, day in days if day is not None]
    return sorted(moment for moment in moments if moment[0] > at)
