import json

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.audit.deeds import NotRecorded, deed, record
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import open_dossier
from tests.cast import MONDAY, Cast


def test_a_deed_leaves_one_root_event_and_the_events_it_set_in_motion(cast: Cast) -> None:
    dossier = open_dossier(title="Griep", owner=cast.vws, by=cast.lead, at=MONDAY)
    events = AuditEvent.objects.filter(dossier=dossier.pk).order_by("seq")
    assert [(e.seq, e.action, e.root) for e in events] == [
        (1, "dossiers.access_granted", False),
        (2, "dossiers.opened", True),
    ]
    assert len({e.deed for e in events}) == 1


def test_each_event_seals_the_one_before_it(cast: Cast) -> None:
    events = list(AuditEvent.objects.filter(dossier=cast.dossier.pk).order_by("seq"))
    assert [e.prev for e in events[1:]] == [e.hash for e in events[:-1]]
    assert [e.hash for e in events] == [e.sealed() for e in events]


def test_a_deed_that_records_nothing_is_a_mistake_and_changes_nothing(cast: Cast) -> None:
    @deed
    def forget() -> None:
        Dossier.objects.filter(pk=cast.dossier.pk).update(title="anders")

    with pytest.raises(NotRecorded):
        forget()
    assert Dossier.objects.get(pk=cast.dossier.pk).title == "Kwetsbare groepen"


def test_recording_outside_a_deed_is_a_mistake() -> None:
    with pytest.raises(NotRecorded):
        record("nothing.done", None, by=None, at=MONDAY)


def test_long_text_stands_in_the_record_as_its_hash_only(cast: Cast) -> None:
    @deed
    def note() -> None:
        record("test.noted", None, by=cast.lead, at=MONDAY, text="x" * 81)

    note()
    payload = json.loads(AuditEvent.objects.get(action="test.noted").payload)
    assert set(payload["text"]) == {"sha256"}


@pytest.mark.parametrize(
    "verb", ["UPDATE audit_auditevent SET actor = 'x'", "DELETE FROM audit_auditevent"]
)
def test_the_database_refuses_to_change_the_record(cast: Cast, verb: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb)
