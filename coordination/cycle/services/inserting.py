"""A meeting more in a cycle that stands: speed where it is needed."""

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.meetings.dependents import Who
from coordination.meetings.models import Meeting
from coordination.meetings.queries.expected import expected_in
from coordination.meetings.services.invitations import announce
from coordination.people.models import User

from ..models import Cadence, Cycle, Deadline, PlannedMeeting
from ..queries.collisions import collisions_of
from ..remarks import Remark, remark_on
from .keeping import refuse_others
from .planning import Occurrence, plan_occurrences
from .slots import SlotFacts, add_slot


@dataclass(frozen=True)
class Inserting:
    """What inserting would make: when its papers are due, who is told, what it collides with."""

    meeting: Meeting
    items: list[str]
    deadline: Deadline | None
    told: list[Who]
    remarks: list[Remark]


def foresee_insert(
    *, cadence: Cadence, day: dt.date, facts: SlotFacts, by: User, at: dt.datetime
) -> Inserting:
    """What insert_meeting would do, done and taken back at once; refuses what it refuses."""
    with transaction.atomic():
        meeting = insert_meeting(cadence=cadence, day=day, facts=facts, by=by, at=at)
        found = Inserting(
            meeting=meeting,
            items=[item.title for item in meeting.items.order_by("position")],
            deadline=meeting.deadlines.first(),
            told=[who for who in expected_in([meeting]) if who != by],
            remarks=[remark_on(one, meeting) for one in collisions_of(by, [meeting], at=at)],
        )
        transaction.set_rollback(True)
    return found


@deed
def insert_meeting(
    *, cadence: Cadence, day: dt.date, facts: SlotFacts, by: User, at: dt.datetime
) -> Meeting:
    """A meeting on `day` with its agenda, its deadline for papers and its place in the cycle.

    Its slot is valid on that day alone, so the rhythm itself stays. Who is expected is invited a
    quarter of an hour later. Refuses who does not keep the rhythm, an event, a moment that has
    passed or at which the body meets already, and a cycle that is skipped or not planned yet.
    undo_insert takes it back.
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
    if not made:
        raise Refusal(
            _("%(body)s meets at that moment already; put an item on its agenda.")
            % {"body": facts.body.code},
            field="starts",
        )
    planned = PlannedMeeting.objects.select_related("meeting__body").get(slot=slot, cycle=cycle)
    inserted: Meeting = planned.meeting
    announce(inserted, "meetings.invited", by=by, at=at)
    record(
        "cycle.meeting_inserted",
        inserted,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        cycle=cycle.number,
        starts_at=starts_at,
    )
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
