"""Many writers, one chain."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from coordination.audit import triggers
from coordination.audit.deeds import deed, record
from coordination.audit.models import AuditEvent
from coordination.audit.verify import Verdict, verify_record
from tests.cast import MONDAY


@deed
def note() -> None:
    record("test.noted", None, by=None, at=MONDAY)


def test_four_writers_of_fifty_deeds_leave_one_unbroken_stream(committed: None) -> None:
    def write(_: int) -> None:
        try:
            for _deed in range(50):
                note()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    numbers = AuditEvent.objects.filter(stream="system").order_by("seq")
    assert list(numbers.values_list("seq", flat=True)) == list(range(1, 201))
    assert verify_record().verdict is Verdict.HOLDS


def test_the_triggers_stand_again_after_a_test_that_committed(db: None) -> None:
    assert triggers.missing(connection) == []
