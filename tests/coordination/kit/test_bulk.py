"""Many rows at once: written as they were given, and each only where it does not stand yet."""

from contextlib import suppress
from datetime import timedelta

from django.db import DataError, connection, transaction

from coordination.kit.bulk import insert_new_rows
from coordination.mail.models import Message
from coordination.people.services import recipient_for
from tests.cast import MONDAY, Cast

ODD = ['"', "\\", "{a,b}", "NULL", "", " é\n\t'%s ", "🚲"]


def row(cast: Cast, key: str, **more: object) -> Message:
    facts = {"payload": {"é": [1, None, '"']}, "queued_at": MONDAY, "not_before": MONDAY}
    return Message(recipient=recipient_for(cast.lead), kind="test", key=key, **{**facts, **more})


def test_rows_stand_as_they_were_given(cast: Cast) -> None:
    rows = [row(cast, key, body=key, attempts=1, sent_at=MONDAY) for key in ODD]
    rows.append(row(cast, "empty"))
    insert_new_rows(rows)
    kept = {message.pk: message for message in Message.objects.filter(kind="test")}
    names = [field.attname for field in Message._meta.concrete_fields]
    for given in rows:
        for name in names:
            assert getattr(kept[given.pk], name) == getattr(given, name)


def test_a_row_that_stands_is_left_alone(cast: Cast) -> None:
    insert_new_rows([row(cast, "once")])
    later = MONDAY + timedelta(days=1)
    insert_new_rows([row(cast, "once", not_before=later), row(cast, "twice", not_before=later)])
    kept = Message.objects.filter(kind="test").order_by("key")
    assert [(message.key, message.not_before) for message in kept] == [
        ("once", MONDAY),
        ("twice", later),
    ]


def test_what_is_too_long_is_never_cut_off(cast: Cast) -> None:
    """PostgreSQL refuses it; SQLite knows no lengths and keeps all of it."""
    with suppress(DataError), transaction.atomic():
        insert_new_rows([row(cast, "k" * 201)])
    kept = list(Message.objects.filter(kind="test").values_list("key", flat=True))
    assert kept == ([] if connection.vendor == "postgresql" else ["k" * 201])
