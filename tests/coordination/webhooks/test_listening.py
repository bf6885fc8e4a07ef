"""What of the record reaches a webhook: what was asked for, what its owner sees, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.audit.models import AuditHead
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.dossiers.models import Classification, Dossier, DossierAccess
from coordination.dossiers.queries.wording import named_events
from coordination.mail.models import Status
from coordination.people.models import User
from coordination.webhooks.delivery import deliver
from coordination.webhooks.listening import listen
from coordination.webhooks.models import Delivery, StreamPosition, Webhook
from coordination.webhooks.services import switch_off, switch_on
from coordination.webhooks.telling import told_kinds
from tests.cast import Cast
from tests.coordination.webhooks.conftest import Add, Clock, Open
from tests.services.receiver import Receiver


def told() -> list[tuple[str, str]]:
    found = Delivery.objects.order_by("event__at", "event__seq")
    return [(row.kind, str(row.event and row.event.object_id)) for row in found]


def test_an_event_becomes_one_row_however_often_it_is_read(
    cast: Cast, add: Add, open_one: Open, clock: Clock
) -> None:
    add()
    dossier = open_one()
    listen(at=clock.now)
    StreamPosition.objects.all().delete()
    listen(at=clock.now)

    assert told() == [("dossiers.opened", str(dossier.pk))]
    assert Delivery.objects.get().not_before == clock.now + timedelta(minutes=2)


def test_each_stream_is_read_to_its_end(cast: Cast, add: Add, open_one: Open, clock: Clock) -> None:
    add()
    open_one()
    listen(at=clock.now)

    heads = AuditHead.objects.filter(stream__startswith="dossier:")
    read = StreamPosition.objects.order_by("stream").values_list("stream", "seq")
    assert list(read) == list(heads.order_by("stream").values_list("stream", "seq"))


def test_what_was_before_it_or_is_of_another_kind_or_dossier_is_not_told(
    cast: Cast, add: Add, open_one: Open, clock: Clock
) -> None:
    open_one("vooraf")
    clock.forward(seconds=1)
    add()
    add(name="Ander", kinds=["dossiers.closed"])
    add(name="Eén", dossiers=[cast.dossier])
    dossier = open_one("daarna")
    clock.forward(seconds=1)
    add(name="Later")

    listen(at=clock.now)

    assert told() == [("dossiers.opened", str(dossier.pk))]


def test_what_happened_while_it_was_off_is_not_told(
    cast: Cast, add: Add, open_one: Open, clock: Clock
) -> None:
    webhook = add()
    deed: dict[str, Any] = {"by": cast.administrator}
    switch_off(webhook=webhook, at=clock.now, **deed)
    clock.forward(minutes=1)
    open_one("ondertussen")
    clock.forward(minutes=1)
    switch_on(webhook=webhook, at=clock.now, **deed)
    dossier = open_one("daarna")

    listen(at=clock.now)

    assert told() == [("dossiers.opened", str(dossier.pk))]


INSIDE: dict[str, dict[str, Any]] = {
    "classified": {"classification": Classification.DEPARTMENTAL, "restricted": True},
    "embargo": {"embargo_until": timezone.now() + timedelta(days=1)},
    "not hers": {"restricted": True},
}


@pytest.mark.parametrize("why", INSIDE)
@pytest.mark.parametrize("moment", ["reading", "sending"])
def test_what_hangs_under_a_dossier_that_stays_inside_never_leaves(
    cast: Cast, add: Add, clock: Clock, receiver: Receiver, why: str, moment: str
) -> None:
    add(receiver.url, kinds=["decisions.recorded_outside_meeting"])
    decide(cast, clock, "Scholen open")
    if moment == "sending":
        listen(at=clock.now)
    owner = cast.jenv if why == "not hers" else cast.dgsc
    DossierAccess.objects.filter(dossier=cast.dossier).delete()
    Dossier.objects.filter(pk=cast.dossier.pk).update(owner=owner, **INSIDE[why])
    clock.forward(minutes=3)
    deliver(clock=clock)

    states = list(Delivery.objects.values_list("status", flat=True))
    expected = [Status.SKIPPED] if moment == "sending" else []
    assert (states, receiver.requests) == (expected, [])


def decide(cast: Cast, clock: Clock, text: str) -> Decision:
    return record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=clock.now.date(),
        text=text,
        dossier=cast.dossier,
        by=cast.secretary,
        at=clock.now,
    )


def test_a_classified_dossier_that_its_owner_reads_stays_inside(
    cast: Cast, add: Add, open_one: Open, clock: Clock, receiver: Receiver
) -> None:
    add(receiver.url)
    dossier = open_one(classification=Classification.DEPARTMENTAL, by=cast.coordinator)
    assert Dossier.objects.visible_to(cast.coordinator).filter(pk=dossier.pk).exists()

    clock.forward(minutes=3)
    deliver(clock=clock)

    assert (told(), receiver.requests) == ([], [])


def test_a_decision_under_embargo_stays_inside_and_another_is_told(
    cast: Cast, add: Add, clock: Clock
) -> None:
    add(kinds=["decisions.recorded_outside_meeting"])
    kept, free = (decide(cast, clock, text) for text in ("Scholen open", "Horeca dicht"))
    Decision.objects.filter(pk=kept.pk).update(embargo_until=clock.now + timedelta(hours=1))

    listen(at=clock.now)

    assert told() == [("decisions.recorded_outside_meeting", str(free.pk))]


def test_a_closed_account_is_told_nothing(
    cast: Cast, add: Add, open_one: Open, clock: Clock
) -> None:
    add()
    open_one()
    User.objects.filter(pk=cast.coordinator.pk).update(is_active=False)

    listen(at=clock.now)

    assert told() == []


def test_without_a_webhook_nothing_is_read(cast: Cast, add: Add, clock: Clock) -> None:
    add()
    Webhook.objects.update(active=False, off_reason="uit")

    with CaptureQueriesContext(connection) as asked:
        listen(at=clock.now)

    assert len(asked) == 1


@pytest.mark.once
def test_every_kind_that_may_be_told_is_an_event_with_words() -> None:
    kinds = [kind for kind, _words in told_kinds()]

    assert set(kinds) - named_events().keys() == set()
    assert len(kinds) == len(set(kinds)) > 20
