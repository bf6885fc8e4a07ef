"""Cadences and their slots: what is refused, and what stays as it was planned."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.test import Client

from coordination.cycle.models import Cadence, Slot
from coordination.cycle.services.cadences import CadenceFacts, add_cadence, change_cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.slots import SlotFacts, add_slot, change_slot, remove_slot
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.models import Meeting
from coordination.people.models import Body, User
from tests.cast import MONDAY, Cast


def facts_of(cadence: Cadence, **more: Any) -> CadenceFacts:
    names = CadenceFacts.__dataclass_fields__
    return replace(CadenceFacts(**{name: getattr(cadence, name) for name in names}), **more)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"length": 0}, "0 dagen"),
        ({"length": -3}, "0 dagen"),
        ({"length": 367}, "366"),
        ({"ends_on": date(2020, 11, 1)}, "laatste dag"),
        ({"timezone": "Mars/Olympus"}, "tijdzone"),
        ({"anchor": date(1, 1, 1)}, "0001"),
        ({"name_nl": "  "}, "Vul"),
    ],
)
def test_a_cadence_that_cannot_come_back_is_refused(
    cast: Cast, make_cadence: Callable[..., Cadence], wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        make_cadence(**wrong)
    assert Cadence.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"day_offset": 14}, "day", "dag 1 tot en met 14"),
        ({"day_offset": -1}, "day", "dag 1 tot en met 14"),
        ({"minutes": 0}, "minutes", "1440"),
        ({"starts": time(2, 30)}, "starts", "02.00"),
        ({"papers_due": Offset(-1, Unit.HOURS)}, "papers_number", "niet erna"),
        ({"papers_due": Offset(400, Unit.HOURS)}, "papers_number", "366"),
        ({"title": "Debat"}, "title", "niet allebei"),
        ({"body": None}, "title", "niet allebei"),
        (
            {"body": None, "title": "Debat", "papers_due": Offset(1, Unit.HOURS)},
            "papers_number",
            "Alleen een overleg",
        ),
        (
            {"valid_from": date(2020, 11, 2), "valid_until": date(2020, 11, 1)},
            "valid_until",
            "laatste dag",
        ),
    ],
)
def test_a_slot_without_a_place_is_refused(
    cast: Cast, cadence: Cadence, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    facts = replace(SlotFacts(0, time(10), body=Body.objects.get(code="ACC")), **wrong)
    before = Slot.objects.count()
    with pytest.raises(Refusal, match=sentence) as refused:
        add_slot(cadence=cadence, facts=facts, by=cast.coordinator, at=MONDAY)
    assert (refused.value.field, Slot.objects.count()) == (field, before)


def test_the_days_of_a_planned_cadence_stand(cast: Cast, cadence: Cadence) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    by: dict[str, Any] = {"version": 1, "by": cast.coordinator, "at": MONDAY}
    with pytest.raises(Refusal, match="gepland"):
        change_cadence(cadence=cadence, facts=facts_of(cadence, anchor=date(2020, 11, 9)), **by)
    changed = change_cadence(
        cadence=cadence, facts=facts_of(cadence, name_nl="Rustige cyclus"), **by
    )
    assert (changed.name_nl, changed.version, changed.history.count()) == ("Rustige cyclus", 2, 2)


def test_a_cadence_is_not_made_shorter_than_its_slots(cast: Cast, cadence: Cadence) -> None:
    with pytest.raises(Refusal, match="vaste plek"):
        change_cadence(
            cadence=cadence,
            facts=facts_of(cadence, length=7),
            version=1,
            by=cast.coordinator,
            at=MONDAY,
        )


def test_a_changed_slot_leaves_what_was_planned(cast: Cast, cadence: Cadence) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    slot = cadence.slots.get(body__code="ACC")
    stood = Meeting.objects.get(body__code="ACC").starts_at
    facts = SlotFacts(2, time(16), body=slot.body)
    change_slot(slot=slot, facts=facts, version=1, by=cast.coordinator, at=MONDAY)
    plan_cadence(cadence=cadence, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    starts = Meeting.objects.filter(body__code="ACC").order_by("starts_at")
    assert [row.starts_at.isoformat() for row in starts] == [
        stood.isoformat(),
        "2020-11-18T15:00:00+00:00",
    ]


def test_an_old_version_is_refused(cast: Cast, cadence: Cadence) -> None:
    slot = cadence.slots.get(body__code="ACC")
    with pytest.raises(Stale):
        remove_slot(slot=slot, version=0, by=cast.coordinator, at=MONDAY)


def test_who_does_not_keep_the_rhythm_is_refused_before_her_version_is_asked(
    cast: Cast, cadence: Cadence
) -> None:
    slot = cadence.slots.get(body__code="ACC")
    with pytest.raises(NotAllowed):
        remove_slot(slot=slot, version=0, by=cast.secretary, at=MONDAY)
    with pytest.raises(NotAllowed):
        add_cadence(facts=facts_of(cadence), by=cast.lead, at=MONDAY)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"length": "0"}, "0 dagen keert nooit terug"),
        ({"anchor": "2020-02-30"}, "Deze dag bestaat niet"),
        ({"anchor": "9999-12-31"}, "9999"),
    ],
)
def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(
    cast: Cast,
    cadence: Cadence,
    sign_in: Callable[[User], Client],
    wrong: dict[str, str],
    sentence: str,
) -> None:
    typed = {
        "name_nl": "Ritme van de regio",
        "dossier": cast.dossier.pk,
        "length": "14",
        "anchor": "2020-11-02",
        **wrong,
    }
    answer = sign_in(cast.coordinator).post("/cyclus/cadansen/nieuw/", typed)
    page = answer.content.decode()
    assert (answer.status_code, Cadence.objects.count()) == (422, 1)
    assert sentence in page
    assert "Ritme van de regio" in page
