"""A stop of a line is due at its meeting: by then its papers and text are there.

Each by itself: a stop whose meeting never gets a report holds no later one back.

That of an answered line is where line A decides on it, until that decision is noted.
"""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coordination.cycle.due import DueSource, FirstRule, due_items
from coordination.cycle.models import PlannedMeeting
from coordination.cycle.stood import Stood, read, the_one
from coordination.dossiers.asof import as_of
from coordination.meetings.models import Meeting, MeetingStatus

from .models import AdviceRequest, Stop, StopPurpose
from .queries.standing import HELD

STANDING = Q(removed_at=None) & (Q(planned_at__isnull=False) | ~Q(meeting=None))
GONE = (*HELD, MeetingStatus.CANCELLED)
BECAME = PlannedMeeting.objects.filter(
    slot=OuterRef("slot"), cycle__number=OuterRef("cycle_number")
)


def _runs() -> Q:
    """The line runs, or it was answered and line A still takes the decision here."""
    decides = Q(purpose=StopPurpose.DECISION, request__decision=None)
    return Q(request__withdrawn_at=None) & (Q(request__answered_at=None) | decides)


def _open() -> Q:
    """Its meeting was neither held nor cancelled, its line runs; what was asked is not due."""
    held = Q(meeting__status__in=GONE) | Q(
        Exists(BECAME.filter(meeting__status__in=GONE)), meeting=None
    )
    runs = _runs() & Q(removed_at=None)
    return ~held & runs & ~Q(purpose=StopPurpose.ASKED)


def _then(at: dt.datetime) -> Stood:
    """In the meetings of then, of the lines that ran then."""
    request = the_one(AdviceRequest, at, "request_id")
    meeting = the_one(Meeting, at, "meeting_id")
    planned = PlannedMeeting.objects.filter(
        slot=OuterRef(OuterRef("slot")), cycle__number=OuterRef(OuterRef("cycle_number"))
    )
    became = as_of(Meeting, at).filter(id__in=planned.values("meeting"))
    held = Q(Exists(meeting.filter(status__in=GONE))) | Q(
        Exists(became.filter(status__in=GONE)), meeting=None
    )
    asks = request.filter(withdrawn_at=None)
    decides = Q(Exists(asks.filter(decision=None)), purpose=StopPurpose.DECISION)
    runs = Q(Exists(asks.filter(answered_at=None))) | decides
    is_open = ~held & runs & Q(removed_at=None) & ~Q(purpose=StopPurpose.ASKED)
    return Stood(
        rows=STANDING,
        open=is_open,
        extra={
            "stands_at": Coalesce(
                read(meeting, "starts_at"), read(became, "starts_at"), F("planned_at")
            ),
            "question_then": read(request, "question"),
        },
        columns={"what": "question_then"},
    )


STOPS = DueSource(
    label=_("stop of an advice line"),
    model=Stop,
    rows=STANDING,
    open=_open(),
    columns={
        "what": "request__question",
        "due": "stands_at",
        "body": "body",
        "meeting_at": "stands_at",
        "series": "request__series",
        "year": "request__year",
        "serial": "request__serial",
        "organisation": "request__team__body__organisation",
        "organisation_code": "request__team__body__organisation__code",
        "page": "request",
    },
    url_name="advice:detail",
    then=_then,
    by_day=False,
    dossier="request__dossier",
    extra={
        "stands_at": Coalesce(
            F("meeting__starts_at"),
            Subquery(BECAME.values("meeting__starts_at")[:1]),
            F("planned_at"),
        )
    },
    rules=(FirstRule(2, "Halte van de advieslijn", "Stop of an advice line"),),
)

due_items.add("advice.stop", STOPS, order=60)
