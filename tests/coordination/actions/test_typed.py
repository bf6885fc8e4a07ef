"""A point typed as one line on the list."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionKind, ActionPoint
from coordination.actions.services import add_typed_point
from coordination.kit.refusals import NotAllowed, Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.usefixtures("on_monday")


def type_line(cast: Cast, typed: str, **more: Any) -> ActionPoint:
    values: dict[str, Any] = {"dossier": cast.dossier, "by": cast.lead, "at": MONDAY} | more
    return add_typed_point(typed=typed, **values)


def test_a_line_says_who_what_and_when(cast: Cast) -> None:
    point = type_line(cast, "@VWS en SZW sheets invullen uiterlijk wo 17u")
    assert (point.owner_label, point.text) == ("VWS", "sheets invullen")
    assert (point.due_on, point.due_time) == (date(2020, 11, 4), time(17))
    assert [one.code for one in point.also.all()] == ["SZW"]


def test_a_person_is_meant_by_her_address(cast: Cast) -> None:
    point = type_line(cast, f'Bellen @"{cast.vws_officer.email}" 9 november')
    assert (point.owner_person, point.text) == (cast.vws_officer, "Bellen")


def test_a_commitment_is_one(cast: Cast) -> None:
    point = type_line(cast, "Toezegging: brief sturen @VWS 20 november")
    assert (point.kind, point.text) == (ActionKind.COMMITMENT, "brief sturen")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sheets invullen uiterlijk wo", "Wie doet het?"),
        ("@VWS sheets invullen", "Wanneer?"),
        ("@NIEMAND sheets invullen wo", "@NIEMAND"),
        ("@VWS sheets invullen di 4 nov", "woensdag"),
        ("@allen sheets invullen wo", "in een overleg"),
        ("Besluit: sheets invullen", "besluit"),
        ("@VWS wo", "Er staat nog niets"),
        ("  ", "Typ wat er moet gebeuren"),
    ],
)
def test_what_is_not_understood_is_refused(cast: Cast, typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        type_line(cast, typed)
    assert sentence in str(refused.value.sentence)
    assert not ActionPoint.objects.exists()


def test_rights_come_before_what_was_typed(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        type_line(cast, "", by=cast.stranger)


def test_the_line_on_the_list_adds_and_keeps_the_dossier(cast: Cast, sign_in: Any) -> None:
    data = {"text": "@VWS sheets invullen wo", "dossier": cast.dossier.pk}
    page = sign_in(cast.lead).post(reverse("actions:type") + "?owner=VWS", data, follow=True)
    assert ActionPoint.objects.get().dossier == cast.dossier
    assert page.redirect_chain[0][0].startswith(reverse("actions:list") + "?owner=VWS")
    assert f"in={cast.dossier.number}" in page.content.decode()
    again = sign_in(cast.lead).get(reverse("actions:type"), {"in": cast.dossier.number})
    assert f'<option value="{cast.dossier.pk}" selected>' in again.content.decode()


def test_a_line_that_is_refused_stays_with_its_sentence(cast: Cast, sign_in: Any) -> None:
    data = {"text": "sheets invullen", "dossier": cast.dossier.pk}
    page = sign_in(cast.lead).post(reverse("actions:type"), data)
    body = page.content.decode()
    assert page.status_code == 422
    assert 'value="sheets invullen"' in body
    assert f'<option value="{cast.dossier.pk}" selected>' in body
    assert "Wie doet het?" in body


def test_the_line_is_read_back_in_chips(cast: Cast, sign_in: Any) -> None:
    client: Client = sign_in(cast.lead)
    data = {"text": "@VWS sheets invullen wo"}
    chips = client.post(reverse("actions:read_back"), data).content.decode()
    assert ("VWS" in chips, "4 nov" in chips.lower(), "chip--warn" in chips) == (True, True, False)
    other = client.post(reverse("actions:read_back"), {"text": "Besluit: ja"}).content.decode()
    assert "chip--warn" in other
