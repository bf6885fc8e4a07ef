"""Sheets of action points: safe to open, within the reader's rights."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from coordination.actions.models import ActionPoint
from coordination.kit.sheets import FORMULA, safe_cell
from coordination.people.models import User
from tests.cast import Cast

Make = Callable[..., ActionPoint]
SignIn = Callable[[User], Client]


@given(st.text())
@example("=1+1")
@example(" =1+1")
@example("\t=1")
@example("\r=1")
@example("@SUM(A1)")
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip(" \n").startswith(FORMULA)
    assert cell.removeprefix("'") == text or cell == text


def test_the_sheet_follows_the_filters_and_is_safe(
    cast: Cast, make_point: Make, sign_in: SignIn
) -> None:
    make_point(text="=cmd|' /C calc'!A0")
    make_point(text="Sheets")
    client = sign_in(cast.lead)
    sheet = client.get(reverse("actions:csv"), {"q": "cmd"}).content.decode("utf-8-sig")
    lines = sheet.splitlines()
    assert len(lines) == 2
    assert "'=cmd" in lines[1]
    book = load_workbook(BytesIO(client.get(reverse("actions:xlsx")).content))
    cells = [row[2] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert sorted(str(cell.value) for cell in cells) == ["'=cmd|' /C calc'!A0", "Sheets"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_under_embargo_it_is_left_out_and_said(
    cast: Cast, point: ActionPoint, sign_in: SignIn
) -> None:
    cast.dossier.embargo_until = timezone.now() + timedelta(days=1)
    cast.dossier.save()
    sheet = sign_in(cast.lead).get(reverse("actions:csv")).content.decode("utf-8-sig")
    assert point.text not in sheet
    assert len(sheet.splitlines()) == 2


def test_who_may_not_export_gets_403(cast: Cast, point: ActionPoint, sign_in: SignIn) -> None:
    assert sign_in(cast.partner).get(reverse("actions:csv")).status_code == 403


@pytest.mark.parametrize(
    ("reader", "told"),
    [("secretary", "2"), ("lead", "2"), ("coordinator", "2"), ("vws_officer", "")],
)
def test_how_often_it_was_postponed_stands_with_who_leads(
    cast: Cast, point: ActionPoint, sign_in: SignIn, reader: str, told: str
) -> None:
    ActionPoint.objects.update(postponed=2)
    sheet = sign_in(getattr(cast, reader)).get(reverse("actions:csv")).content.decode("utf-8-sig")
    assert sheet.splitlines()[1].split(";")[-1] == told
