"""A meeting more in a cycle that stands: speed where it is needed."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.meetings.models import Meeting
from coordination.meetings.services.invitations import announce
from coordination.people.models import User

from ..models import Cadence, Cycle, PlannedMeeting
from .keeping import refuse_others
from .planning import Occurrence, plan_occurrences
from .slots import SlotFacts, add_slot


@deed
def insert_meeting(
    *, cadence: Cadence, day: dt.date, facts: SlotFacts, by: User, at: dt.datetime
) -> Meeting:
    """A meeting on `day` with its agenda, its deadline for papers and its place in the cycle.

    Its slot is valid on that day alone, so the rhythm itself stays. Who is expected is invited a
    quarter of an hour later. Refuses who does not keep the rhythm, an event, a moment that has
    passed, and a cycle that is skipped or not planned yet.
    """
    refuse_others(by, cadence.dossier)
    if facts.body is None:
        raise Refusal(_("Choose the body that meets."), field="body")
    cycle = _cycle_of(cadence, day)
    only = replace(
        facts, day_offset=(day - cycle.starts_on).days, valid_from=day, valid_until=day, title=""
    )
    slot = add_slot(cadence=cadence, facts=only, by=by, at=at)
    starts_at = slot.moment_on(day)
    if starts_at <= at:
        raise Refusal(_("That moment has passed already."), field="day")
    made, _deadlines = plan_occurrences(cadence, [Occurrence(slot, cycle, day, starts_at)], by, at)
    for meeting in made:
        announce(meeting, "meetings.invited", by=by, at=at)
    planned = PlannedMeeting.objects.select_related("meeting__body").get(slot=slot, cycle=cycle)
    record(
        "cycle.meeting_inserted",
        planned.meeting,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        cycle=cycle.number,
        starts_at=starts_at,
    )
    inserted: Meeting = planned.meeting
    return inserted


def _cycle_of(cadence: Cadence, day: dt.date) -> Cycle:
    """The planned cycle in which `day` falls."""
    number = max(cadence.number_on(day), 0)
    cycle: Cycle | None = cadence.cycles.filter(number=number).first()
    if cycle is None:
        raise Refusal(
            _("This day falls in no cycle that is planned. Plan ahead first."), field="day"
        )
    if cycle.skipped:
        raise Refusal(_("This day falls in a cycle that is skipped."), field="day")
    return cycle


def coming_day(cadence: Cadence, number: int, *, at: dt.datetime) -> dt.date:
    """The day to propose: tomorrow, or the first day of a cycle that is still to come."""
    tomorrow = timezone.localtime(at).date() + dt.timedelta(days=1)
    return max(tomorrow, cadence.starts_on(number))
