from datetime import date

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.example.services import load_example
from coordination.mail.models import Message
from coordination.meetings.models import Meeting, MeetingStatus
from tests.example import NOW


def test_the_first_meeting_is_circulated_and_the_next_is_on_thursday(loaded: None) -> None:
    meetings = Meeting.objects.filter(body__code="MLT3", subject="").order_by("starts_at")
    assert [(m.starts_at.isoformat(), m.status) for m in meetings] == [
        ("2020-11-02T14:00:00+00:00", MeetingStatus.CIRCULATED),
        ("2020-11-05T14:00:00+00:00", MeetingStatus.PLANNED),
    ]


def test_the_sheets_are_asked_of_all_by_wednesday_end_of_day(loaded: None) -> None:
    point = ActionPoint.objects.get(for_everyone=True, body__code="MLT3")
    assert (point.due_on, point.parts.count()) == (date(2020, 11, 4), 5)


def test_each_reader_gets_the_report_once(loaded: None) -> None:
    dossier = Meeting.objects.filter(body__code="MLT3").values("dossier")[:1]
    mailed = Message.objects.filter(kind="meetings.report", dossier__in=dossier)
    assert mailed.count() == len({m.recipient_id for m in mailed}) > 4


def test_loading_again_adds_nothing(loaded: None) -> None:
    before = (Meeting.objects.count(), ActionPoint.objects.count(), AuditEvent.objects.count())
    load_example(at=NOW, today=date(2020, 11, 20))
    after = (Meeting.objects.count(), ActionPoint.objects.count(), AuditEvent.objects.count())
    assert after == before
