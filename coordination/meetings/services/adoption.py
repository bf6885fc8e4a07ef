"""The first items of a meeting: adopting the reports that were circulated before it."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination.kit.history import save_as
from coordination.people.models import User

from ..models import AgendaItem, Meeting, MeetingStatus, Purpose, Treatment
from .ordering import put_in_order


def put_adoption_items(meeting: Meeting, *, by: User, at: datetime) -> list[AgendaItem]:
    """Items for reports of the body that are circulated and not yet adopted; the new ones.

    An item stands in the dossier of the report it adopts, so that who may not see that report
    does not see the item either.
    """
    waiting = (
        Meeting.objects.filter(
            body=meeting.body_id, status=MeetingStatus.CIRCULATED, starts_at__lt=meeting.starts_at
        )
        .exclude(adoption_items__in=meeting.items.all())
        .select_related("dossier")
        .order_by("starts_at")
    )
    made = [_adoption_item(meeting, report, by=by, at=at) for report in waiting]
    if made:
        new = {item.pk for item in made}
        others = meeting.items.exclude(pk__in=new).order_by("position", "pk")
        put_in_order([*made, *others], by=by, at=at)
    return made


def _adoption_item(meeting: Meeting, report: Meeting, *, by: User, at: datetime) -> AgendaItem:
    item = AgendaItem(
        meeting=meeting,
        adopts=report,
        position=0,
        dossier=report.dossier,
        title=_title(report),
        purpose=Purpose.DECIDE,
        treatment=Treatment.FORMALITY,
        created_at=at,
        created_by=by,
    )
    save_as(item, by=by, at=at)
    return item


def _title(report: Meeting) -> str:
    # kept text is in the language of the reports, whoever planned the meeting
    with override("nl"):
        day = date_format(timezone.localtime(report.starts_at), "j F Y")
        return _("Adopt the report of %(day)s") % {"day": day}
