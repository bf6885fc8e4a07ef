"""What rows of a planning from a file become beside the plan, beside each other, and on a sheet."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook

from coordination.kit.refusals import Refusal
from coordination.people.models import User
from tests.workgroups.conftest import Crew
from workgroups.planning.facts import MilestoneFacts
from workgroups.planning.models import ActionLine, Milestone, Product
from workgroups.planning.previewing import Kind
from workgroups.planning.services import (
    add_dependency,
    add_milestone,
    reach_milestone,
    start_product,
)
from workgroups.planning.services.importing import HasProblems, apply_import, read_import
from workgroups.planning.services.milestones import MOST

from .conftest import NOVEMBER, span
from .test_import import HEAD, Read, kinds, read, upload

__all__ = ["read"]

MakeProduct = Callable[..., Product]


@pytest.fixture
def by(crew: Crew, now: datetime) -> dict[str, Any]:
    return {"by": crew.secretary, "at": now}


def test_what_is_under_way_is_planned_again_where_the_file_says_so(
    read: Read, product: Product, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    start_product(product=product, version=1, **by)
    made = read([1, "", "Beslisboom", "", "nov", "", "", "gepland"])
    assert kinds(made, crew, now) == [(Kind.CHANGED, "wordt gepland")]
    apply_import(importing=made, **by)
    product.refresh_from_db()
    assert product.state == "planned"


def test_the_preview_of_a_new_row_says_how_it_was_read(
    read: Read, crew: Crew, now: datetime
) -> None:
    made = read(
        [1, "", "Beslisboom", "", "tweede helft nov", "MLT3", "@SZW"],
        [1, "", "Kader", "", "11-12-2020", "", "VWS"],
        [1, "", "Toets", "", "", "", "VWS"],
    )
    assert [said for _kind, said in kinds(made, crew, now)] == [
        "nieuw product; SZW; tweede helft nov, dus uiterlijk 30 november 2020; naar MLT3",
        "nieuw product; VWS; 11 december 2020",
        "nieuw product; VWS",
    ]


def test_an_empty_cell_and_a_column_that_is_not_there_leave_what_stood(
    read: Read, make_product: MakeProduct, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    body = crew.team.body
    make_product("Tussenstand", facts={"interim": True}, to={"body": body})
    same = read([1, "", "Tussenstand", "", "nov", "", ""])
    assert kinds(same, crew, now) == [(Kind.SAME, "")]
    moved = read([1, "", "Tussenstand", "", "", "MLT3", "SZW"])
    assert kinds(moved, crew, now) == [(Kind.CHANGED, "actiehouder wordt SZW")]
    apply_import(importing=moved, **by)
    product = Product.objects.get(title="Tussenstand")
    kept = product.milestones.get()
    assert (product.owner.label, product.interim, kept.span, kept.body) == (
        "SZW",
        True,
        NOVEMBER,
        body,
    )
    head = [*HEAD[:3], "Tussenproduct"]
    plain = read([1, "", "Tussenstand", "nee"], head=head)
    assert kinds(plain, crew, now) == [(Kind.CHANGED, "geen tussenproduct meer")]


def test_a_body_alone_can_be_said_of_a_milestone_that_keeps_its_days(
    read: Read, product: Product, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    made = read([1, "", "Beslisboom", "", "", "MLT3", ""])
    assert kinds(made, crew, now) == [(Kind.CHANGED, "gaat naar MLT3")]
    apply_import(importing=made, **by)
    found = product.milestones.get()
    assert (found.span, found.body) == (NOVEMBER, crew.team.body)


def test_the_owner_of_a_new_product_is_said_once(
    read: Read, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    made = read(
        [1, "", "Kader", "Concept", "nov", "", "SZW"],
        [1, "", "Kader", "Eind", "dec", "", ""],
        [1, "", "Beslisboom", "", "dec", "", ""],
    )
    assert [kind for kind, _said in kinds(made, crew, now)] == [Kind.NEW, Kind.NEW, Kind.WRONG]
    whole = read([1, "", "Kader", "Concept", "nov", "", "SZW"], [1, "", "Kader", "Eind", "dec"])
    apply_import(importing=whole, **by)
    product = Product.objects.get()
    assert (product.owner.label, product.milestones.count()) == ("SZW", 2)


def test_a_product_of_two_rows_is_delivered_after_both(
    read: Read, product: Product, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    add_milestone(product=product, facts=MilestoneFacts("Naar de MCC", span("dec")), **by)
    made = read(
        [1, "", "Beslisboom", "", "begin nov", "", "", "opgeleverd"],
        [1, "", "Beslisboom", "Naar de MCC", "begin dec", "", "", "opgeleverd"],
        [1, "", "Kader", "Concept", "nov", "", "VWS", "opgeleverd"],
        [1, "", "Kader", "Eind", "dec", "", "VWS", "opgeleverd"],
    )
    apply_import(importing=made, **by)
    assert set(Product.objects.values_list("state", flat=True)) == {"delivered"}
    assert list(
        Milestone.objects.order_by("product__title", "position").values_list("due_words", flat=True)
    ) == ["begin nov", "begin dec", "nov", "dec"]
    assert not Milestone.objects.filter(reached_at=None).exists()


def test_a_reached_milestone_stays_and_the_rest_of_its_row_is_taken_over(
    read: Read, milestone: Milestone, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    reach_milestone(milestone=milestone, version=1, **by)
    made = read([1, "", "Beslisboom", "", "dec", "", "SZW", "in uitvoering"])
    said = "actiehouder wordt SZW; wordt in uitvoering; de mijlpaal is gehaald, dus die blijft"
    assert kinds(made, crew, now) == [(Kind.CHANGED, said)]
    apply_import(importing=made, **by)
    milestone.refresh_from_db()
    product = Product.objects.get()
    assert (product.owner.label, product.state, milestone.span) == ("SZW", "under_way", NOVEMBER)


def test_rows_that_say_two_things_of_one_product_are_marked(
    read: Read, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    made = read(
        [1, "Scenario's", "Boom", "a", "nov", "", "VWS", "gepland"],
        [1, "Kader", "Boom", "b", "nov", "", "SZW", "opgeleverd"],
        [1, "SCENARIO'S", "Anders", "", "nov", "", "VWS"],
    )
    (first, _said), (wrong, said), (third, _same) = kinds(made, crew, now)
    assert (first, wrong, third) == (Kind.NEW, Kind.WRONG, Kind.NEW)
    assert said.count("Rij 2 zegt iets anders") == 3
    with pytest.raises(HasProblems):
        apply_import(importing=made, **by)
    assert not ActionLine.objects.exists()


def test_an_action_line_keeps_its_name_and_the_preview_says_so(
    read: Read, product: Product, crew: Crew, now: datetime, by: dict[str, Any]
) -> None:
    made = read([1, "Heel anders", "Beslisboom", "", "nov", "", ""])
    said = "de actielijn houdt haar naam, “Scenario's”"
    assert kinds(made, crew, now) == [(Kind.STAYS, said)]
    apply_import(importing=made, **by)
    assert ActionLine.objects.get().title == "Scenario's"


def test_nothing_waits_for_what_the_same_file_drops(
    read: Read, product: Product, crew: Crew, now: datetime
) -> None:
    made = read(
        [1, "", "Beslisboom", "", "nov", "", "", "vervallen"],
        [1, "", "Kader", "", "nov", "", "VWS", "", "Beslisboom"],
        [1, "", "Weg", "", "nov", "", "VWS", "vervallen"],
        [1, "", "Toets", "", "nov", "", "VWS", "", "Weg"],
    )
    marks = [kind for kind, _said in kinds(made, crew, now)]
    assert marks == [Kind.CHANGED, Kind.WRONG, Kind.NEW, Kind.WRONG]


def test_more_milestones_than_a_product_can_have_are_marked_in_their_rows(
    read: Read, product: Product, crew: Crew, now: datetime
) -> None:
    rows = [[1, "", "Beslisboom", f"Stap {n}", "nov", "", ""] for n in range(MOST)]
    marks = [kind for kind, _said in kinds(read(*rows), crew, now)]
    assert marks == [*[Kind.CHANGED] * (MOST - 1), Kind.WRONG]


def test_what_is_dropped_is_chosen_from_what_the_file_does_not_name(
    read: Read, make_product: MakeProduct, by: dict[str, Any]
) -> None:
    make_product("Kader")
    made = read([1, "", "Kader", "", "dec", "", ""])
    with pytest.raises(Refusal) as refused:
        apply_import(importing=made, drop=[uuid4()], **by)
    assert refused.value.field == "drop"
    assert Milestone.objects.get().due_words == "nov"


def book(*sheets: tuple[str, list[Any], bool]) -> bytes:
    """A workbook of sheets: a name, rows, and whether it is hidden."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows, hidden in sheets:
        sheet: Any = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == "Uitleg":
            sheet.merge_cells("A1:C1")
        sheet.sheet_state = "hidden" if hidden else "visible"
    held = BytesIO()
    made.save(held)
    return held.getvalue()


SHOWN = [HEAD, [1, "", "Zichtbaar", "", "nov", "", "VWS"]]
OTHER = [HEAD, [1, "", "Verborgen", "", "nov", "", "VWS"]]


@pytest.mark.parametrize(
    "content",
    [
        (("Oud", OTHER, True), ("Planning", SHOWN, False)),
        (("Uitleg", [["Lees dit eerst"]], False), ("Planning", SHOWN, False)),
        (("Planning", SHOWN, False), ("Uitleg", [["Lees dit eerst"]], False)),
    ],
    ids=["hidden before it", "explained before it", "explained after it"],
)
def test_the_sheet_that_shows_a_planning_is_read(
    content: Any, crew: Crew, by: dict[str, Any]
) -> None:
    found = read_import(team=crew.team, upload=upload(book(*content)), **by)
    assert [row["product"] for row in found.rows] == ["Zichtbaar"]


def test_two_sheets_with_a_planning_are_not_chosen_between(crew: Crew, by: dict[str, Any]) -> None:
    content = book(("Nu", SHOWN, False), ("Straks", OTHER, False))
    with pytest.raises(Refusal, match="Nu, Straks"):
        read_import(team=crew.team, upload=upload(content), **by)


def test_a_row_that_waits_for_another_costs_as_much_in_a_long_file(
    read: Read, by: dict[str, Any]
) -> None:
    """Rights are asked once and circles are looked for in what was read once, not at every row."""
    asked = []
    for line, number in ((1, 2), (2, 12)):
        titles = [f"Product {line}.{n}" for n in range(number)]
        needs = ["", *titles]
        made = read(
            *([line, "", one, "", "nov", "", "VWS", "", needs[n]] for n, one in enumerate(titles))
        )
        with CaptureQueriesContext(connection) as queries:
            apply_import(importing=made, **by)
        asked.append(len(queries))
    assert (asked[1] - asked[0]) / 10 < 20


def test_a_file_that_changes_nothing_is_not_there_to_be_taken_over(
    read: Read, make_product: MakeProduct, crew: Crew, sign_in: Callable[[User], Client]
) -> None:
    make_product("Kader")
    client = sign_in(crew.secretary)
    same = client.get(read([1, "", "Kader", "", "nov", "", ""]).get_absolute_url())
    assert "Dit bestand verandert niets." in same.content.decode()
    assert "Overnemen" not in same.content.decode()
    other = client.get(read([1, "", "Kader", "", "dec", "", ""]).get_absolute_url())
    assert "Overnemen" in other.content.decode()


def test_a_row_with_more_to_wait_for_than_a_product_may_is_marked_before_it_is_taken_over(
    read: Read, make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    """Over all rows of the product together, and with what it waits for already."""
    veel, stood = make_product("Veel"), make_product("Stond")
    add_dependency(product=veel, needs=stood, by=crew.secretary, at=now)
    needed = [f"P{number}" for number in range(20)]
    rows = [[1, "", title, "", "nov", "", "VWS"] for title in needed]
    fits = [1, "", "Veel", "", "nov", "", "VWS", "", "; ".join(["Stond", *needed[:19]])]
    again = [1, "", "Veel", "Eind", "dec", "", "VWS", "", "Stond; P0"]
    over = [1, "", "Veel", "Later", "dec", "", "VWS", "", "P19"]
    fitting = read(*rows, fits, again)
    assert {kind for kind, _said in kinds(fitting, crew, now)} == {Kind.NEW, Kind.CHANGED}
    made = read(*rows, fits, again, over)
    found = kinds(made, crew, now)
    assert [kind for kind, _said in found[20:]] == [Kind.CHANGED, Kind.CHANGED, Kind.WRONG]
    assert found[-1][1] == "Een product wacht op ten hoogste 20 andere."
    with pytest.raises(HasProblems):
        apply_import(importing=made, by=crew.secretary, at=now)
    assert (Product.objects.count(), veel.dependencies.count()) == (2, 1)
    apply_import(importing=fitting, by=crew.secretary, at=now)
    assert veel.dependencies.count() == 20
