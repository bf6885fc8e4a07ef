"""Measures: kept by who writes in their dossier, found, looked back at, never doubled."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.measures.models import Measure, Sector
from coordination.measures.queries import measure_as_of
from coordination.measures.services import (
    MeasureFacts,
    add_measure,
    change_measure,
    restore_measure,
    withdraw_measure,
)
from coordination.search.queries import find
from tests.cast import MONDAY, Cast

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def sector(db: None) -> Sector:
    return Sector.objects.create(code="horeca", name_nl="horeca", name_en="hospitality")


@pytest.fixture
def curfew(cast: Cast, sector: Sector) -> Measure:
    facts = MeasureFacts("Avondklok", "Wbbbg", "Binnen na negen", "Kamerbrief", (sector,))
    return add_measure(dossier=cast.dossier, facts=facts, by=cast.lead, at=MONDAY)


def test_a_measure_is_added_with_its_sectors_and_one_event(
    cast: Cast, curfew: Measure, sector: Sector
) -> None:
    assert (curfew.version, list(curfew.sectors.all())) == (1, [sector])
    event = AuditEvent.objects.get(action="measures.added")
    assert event.dossier == cast.dossier.pk
    assert [hit.title for hit in find(cast.secretary, "avondklok")] == ["Avondklok"]
    assert find(cast.partner, "avondklok") == []


def test_the_same_measure_stands_once_in_a_dossier(cast: Cast, curfew: Measure) -> None:
    with pytest.raises(Refusal, match="al in het dossier"):
        add_measure(
            dossier=cast.dossier, facts=MeasureFacts(" Avondklok ", "Wbbbg"), by=cast.lead, at=LATER
        )
    assert Measure.objects.count() == 1


def test_what_it_said_before_is_kept_with_its_sectors(
    cast: Cast, curfew: Measure, sector: Sector
) -> None:
    facts = MeasureFacts("Avondklok", "Wbbbg", "Binnen na tien", "Kamerbrief", ())
    changed = change_measure(measure=curfew, facts=facts, version=1, by=cast.lead, at=LATER)
    then, sectors = measure_as_of(changed, MONDAY)
    assert (then.text, sectors) == ("Binnen na negen", [sector])
    now, none = measure_as_of(changed, LATER)
    assert (now.text, none) == ("Binnen na tien", [])
    assert Measure.history.filter(id=curfew.pk).count() == 2
    with pytest.raises(Stale):
        change_measure(measure=curfew, facts=facts, version=1, by=cast.lead, at=LATER)


def test_off_the_list_and_back(cast: Cast, curfew: Measure) -> None:
    gone = withdraw_measure(measure=curfew, version=1, by=cast.lead, at=LATER)
    assert find(cast.secretary, "avondklok") == []
    with pytest.raises(Refusal):
        change_measure(
            measure=gone, facts=MeasureFacts("Anders"), version=2, by=cast.lead, at=LATER
        )
    back = restore_measure(measure=gone, version=2, by=cast.lead, at=LATER)
    assert (back.withdrawn_at, back.version) == (None, 3)


def test_who_does_not_write_in_the_dossier_keeps_no_measures(cast: Cast) -> None:
    for stranger in (cast.stranger, cast.vws_officer, cast.partner, cast.auditor):
        with pytest.raises(NotAllowed):
            add_measure(
                dossier=cast.dossier, facts=MeasureFacts("Avondklok"), by=stranger, at=MONDAY
            )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_of_three_as_of_one(
    cast: Cast,
    sector: Sector,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        facts = MeasureFacts(f"Maatregel {number}", sectors=(sector,))
        add_measure(dossier=cast.dossier, facts=facts, by=cast.lead, at=MONDAY)
    client.force_login(cast.lead, backend="coordination.people.backends.EmailBackend")
    client.get("/maatregelen/")
    with django_assert_num_queries(7):
        answer: Any = client.get("/maatregelen/")
    assert len(answer.context["page"].rows) == count


def test_two_people_at_one_measure_both_keep_their_text(
    cast: Cast, curfew: Measure, client: Client
) -> None:
    client.force_login(cast.lead, backend="coordination.people.backends.EmailBackend")
    typed = {"instrument": "Avondklok", "legal_basis": "Wbbbg", "text": "Mijn tekst", "version": 1}
    facts = MeasureFacts("Avondklok", "Wbbbg", "Hun tekst")
    change_measure(measure=curfew, facts=facts, version=1, by=cast.lead, at=LATER)
    answer = client.post(f"/maatregelen/{curfew.pk}/wijzigen/", typed)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert ["Mijn tekst" in said, "Hun tekst" in said] == [True, True]
