"""The press conference and the MCC before it are pulled forward together."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, Slot
from coordination.cycle.queries.places import places_between
from coordination.cycle.queries.ribbon import ribbon_days
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.shifting import (
    Chosen,
    Shifted,
    foresee_shift,
    shift_places,
    undo_shift,
)
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.mail.models import Message, Status
from coordination.meetings.models import Meeting
from coordination.people.models import BodyMember, MemberRole
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .conftest import begin_cadence, begin_slot, find_body
from .reminding import local, send

TUESDAY, EVENING = local(2020, 11, 10, 14), local(2020, 11, 10, 19)
DAY_EARLIER = Offset(1, Unit.WORKING_DAYS)


@kept
def pressed(cast: Cast, led: None) -> Cadence:
    """The MCC on the second Tuesday at two, with a member, and the press conference at seven."""
    cadence = begin_cadence(cast)
    begin_slot(cast, cadence, "MCC", 9, "14:00", papers_due=Offset(1, Unit.WORKING_DAYS))
    begin_slot(cast, cadence, "", 9, "19:00", title="Persconferentie")
    BodyMember.objects.create(
        body=find_body(cast, "MCC"),
        organisation=cast.szw,
        person=cast.szw_officer,
        role=MemberRole.MEMBER,
        since=date(2020, 10, 1),
    )
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    return cadence


def chosen() -> Chosen:
    meeting = Meeting.objects.get()
    return Chosen(((meeting, meeting.version),), tuple(Slot.objects.filter(body=None)))


def shifted(cast: Cast, cadence: Cadence, what: Chosen, **more: Any) -> Shifted:
    facts = {"offset": DAY_EARLIER, "by": cast.coordinator, "at": MONDAY, **more}
    return shift_places(cadence=cadence, number=1, chosen=what, **facts)


def places(cast: Cast, cadence: Cadence) -> list[tuple[str, datetime]]:
    found = places_between(cast.coordinator, [cadence], date(2020, 11, 2), date(2020, 11, 15))
    return [(place.label, place.starts_at) for place in found]


def test_a_meeting_and_an_event_are_pulled_forward_in_one_deed_and_one_mail(
    cast: Cast, pressed: Cadence
) -> None:
    plan, mark = foresee_shift(
        cadence=pressed,
        number=1,
        chosen=chosen(),
        offset=DAY_EARLIER,
        by=cast.coordinator,
        at=MONDAY,
    )
    shifted(cast, pressed, chosen(), mark=mark)
    send(MONDAY + timedelta(minutes=15))

    day = timedelta(days=1)
    shown = sorted((one.what, one.becomes) for one in plan.shifts)
    assert shown == [
        ("Persconferentie", EVENING - day),
        ("Stukken voor MCC van 10 november", local(2020, 11, 6, 14)),
    ]
    assert places(cast, pressed) == [("MCC", TUESDAY - day), ("Persconferentie", EVENING - day)]
    assert AuditEvent.objects.filter(action="cycle.places_moved", root=True).count() == 1
    told = Message.objects.get(recipient__user=cast.szw_officer, status=Status.SENT)
    assert "maandag 9 november 2020, 14.00" in told.body
    assert "Persconferentie: maandag 9 november 2020, 19.00 (was dinsdag" in told.body


def test_the_ribbon_shows_a_moved_event_where_it_is(cast: Cast, pressed: Cadence) -> None:
    shifted(cast, pressed, Chosen(events=chosen().events))

    days = {one["date"].day: one["meetings"] for one in ribbon_days(cast.coordinator, at=MONDAY)}

    assert [here["title"] for here in days[9]] == ["Persconferentie 19.00"]
    assert [here["title"] for here in days[10]] == ["MCC 14.00"]


def test_undoing_puts_meeting_and_event_back(cast: Cast, pressed: Cadence) -> None:
    before = places(cast, pressed)
    done = shifted(cast, pressed, chosen())

    undo_shift(
        cadence=pressed,
        meetings=[(one, one.version) for one in done.meetings],
        events=done.events,
        by=cast.coordinator,
        at=MONDAY + timedelta(minutes=5),
    )
    send(MONDAY + timedelta(hours=1))

    assert places(cast, pressed) == before
    assert Message.objects.filter(kind="meetings.moved", status=Status.SENT).count() == 0


def test_an_event_alone_is_put_off_and_back(cast: Cast, pressed: Cadence) -> None:
    done = shifted(
        cast, pressed, Chosen(events=chosen().events), offset=Offset(-2, Unit.CALENDAR_DAYS)
    )
    assert places(cast, pressed)[1] == ("Persconferentie", EVENING + timedelta(days=2))

    undo_shift(cadence=pressed, meetings=[], events=done.events, by=cast.coordinator, at=MONDAY)

    assert places(cast, pressed)[1] == ("Persconferentie", EVENING)


def test_nothing_chosen_and_who_does_not_keep_the_rhythm_are_refused(
    cast: Cast, pressed: Cadence
) -> None:
    with pytest.raises(Refusal, match="een tot twintig plekken"):
        shifted(cast, pressed, Chosen())
    with pytest.raises(NotAllowed):
        shifted(cast, pressed, chosen(), by=cast.vws_officer)


def test_the_page_lets_choose_shows_first_and_then_moves(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot], sign_in: Any
) -> None:
    monday = timezone.localdate() + timedelta(days=14 - timezone.localdate().weekday())
    cadence = make_cadence(anchor=monday)
    make_slot(cadence, "MCC", 9, "14:00")
    event = make_slot(cadence, "", 9, "19:00", title="Persconferentie")
    plan_cadence(cadence=cadence, until=monday, by=cast.coordinator, at=timezone.now())
    client: Client = sign_in(cast.coordinator)
    page = reverse("cycle:shift", args=[cadence.pk, 1])
    meeting = Meeting.objects.get()
    keys = [f"m.{meeting.pk}.1", f"e.{event.pk}"]
    sent = {"places": keys, "number": 1, "unit": "working_days", "direction": "earlier"}

    offered = [one.data["value"] for one in client.get(page).context["form"]["places"]]
    first = client.post(page, sent)
    second = client.post(page, {**sent, "step": "move", "mark": first.context["mark"]})

    assert offered == keys
    assert (first.status_code, second.status_code) == (200, 302)
    was = meeting.starts_at
    meeting.refresh_from_db()
    assert was - meeting.starts_at == timedelta(days=1)


@pytest.mark.parametrize("verb", ["shift", "insert"])
def test_a_cycle_beyond_the_calendar_is_no_page(
    cast: Cast, make_cadence: Callable[..., Cadence], sign_in: Any, verb: str
) -> None:
    cadence = make_cadence(length=366)
    client: Client = sign_in(cast.coordinator)
    pages = [client.get(reverse(f"cycle:{verb}", args=[cadence.pk, n])) for n in (0, 1, 9_999)]
    assert [page.status_code for page in pages] == [404, 200, 404]
