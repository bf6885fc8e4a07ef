"""A planning from a spreadsheet: refused with a sentence, or looked at and taken over whole."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from coordination.kit.refusals import Refusal
from coordination.kit.sheets import xlsx_response
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.exporting import rows_of
from workgroups.planning.models import ActionLine, Milestone, PlanningImport, Product
from workgroups.planning.previewing import Kind
from workgroups.planning.queries.plans import plan_of
from workgroups.planning.reading import COLUMNS
from workgroups.planning.reading.workbook import Unreadable
from workgroups.planning.services import (
    add_dependency,
    deliver_product,
    depending,
    drop_product,
    start_product,
)
from workgroups.planning.services.importing import (
    HasProblems,
    NotAsItWas,
    apply_import,
    preview_of,
    read_import,
)

HEAD = ["Nr. actielijn", "Actielijn", "Product", "Mijlpaal", "Wanneer", "Gaat naar", "Eigenaar",
        "Stand", "Wacht op"]  # fmt: skip
Read = Callable[..., PlanningImport]


def sheet_of(*rows: Any, head: Any = HEAD, change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for row in (head, *rows):
        sheet.append(row)
    if change:
        change(sheet)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def upload(content: bytes, name: str = "planning.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def read(crew: Crew, now: datetime) -> Read:
    def read(*rows: Any, **more: Any) -> PlanningImport:
        file = upload(sheet_of(*rows, **more))
        return read_import(team=crew.team, upload=file, by=crew.secretary, at=now)

    return read


def kinds(importing: PlanningImport, crew: Crew, now: datetime) -> list[tuple[Kind, str]]:
    lines = preview_of(importing, crew.secretary, at=now).lines
    return [(line.kind, "; ".join(line.said)) for line in lines]


def merge(sheet: Any) -> None:
    sheet.merge_cells("A2:B3")


def bomb() -> bytes:
    """An .xlsx of some kilobytes that unpacks to far more."""
    held = BytesIO(sheet_of([1, "", "Boom", "", "nov", "", "VWS"]))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/leeg.bin", b"\0" * 30_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: sheet_of([1, "", "=A1&B1", "", "=TODAY()"]), "bevatten een formule: C2, E2"),
        (
            lambda: sheet_of([1, "x", "Boom"], [2, "y", "Kader"], change=merge),
            "samengevoegd: A2:B3",
        ),
        (lambda: sheet_of(*([1, "", f"P{n}"] for n in range(501))), "ten hoogste 500 rijen"),
        (lambda: sheet_of([1, "Boom"], head=["Nummer", "Wat"]), "De eerste rij mist"),
        (sheet_of, "bevat geen rijen"),
        (lambda: sheet_of([1, "", "x" * 301]), "Rij 2, Product"),
        (bomb, "pakt uit tot veel meer"),
        (lambda: b"geen blad", "niet wat"),
    ],
)
def test_what_cannot_be_taken_over_says_why(
    content: Callable[[], bytes], sentence: str, crew: Crew, now: datetime
) -> None:
    with pytest.raises(Exception, match=sentence):
        read_import(team=crew.team, upload=upload(content()), by=crew.secretary, at=now)
    assert PlanningImport.objects.count() == 0


def test_a_file_is_measured_before_it_is_opened(crew: Crew, now: datetime) -> None:
    with pytest.raises(Unreadable, match="groter dan 2 MB"):
        read_import(
            team=crew.team, upload=upload(b"PK\x03\x04" * 600_000), by=crew.secretary, at=now
        )


def test_a_row_under_a_million_empty_ones_is_not_left_out_unsaid(crew: Crew, now: datetime) -> None:
    """Reading ends at the first long stretch of empty rows; what stands below is looked for."""

    def far_down(sheet: Any) -> None:
        sheet.cell(row=1_000_000, column=3, value="Boom")

    file = upload(sheet_of([1, "", "Kader", "", "nov", "", "VWS"], change=far_down))
    with pytest.raises(Unreadable, match="Rij 1000000 staat onder 200 lege rijen"):
        read_import(team=crew.team, upload=file, by=crew.secretary, at=now)
    assert PlanningImport.objects.count() == 0


def test_formatted_rows_without_content_are_read_past(crew: Crew, now: datetime) -> None:
    def far_down(sheet: Any) -> None:
        sheet.cell(row=5_000, column=3).number_format = "0.00"

    file = upload(sheet_of([1, "", "Kader", "", "nov", "", "VWS"], change=far_down))
    found = read_import(team=crew.team, upload=file, by=crew.secretary, at=now)
    assert [row["product"] for row in found.rows] == ["Kader"]


def test_rows_that_cannot_be_read_are_marked_and_nothing_is_taken_over(
    read: Read, crew: Crew, now: datetime
) -> None:
    made = read(
        [1, "Scenario's", "Goed", "", "nov", "", "VWS"],
        [1, "", "Onbekend", "", "nov", "", "MinFIN"],
        [1, "", "Datum", "", "31-02-2021", "", "VWS"],
        [1, "", "Te laat", "", "dec 2021", "", "VWS"],
        ["een", "", "Nummer", "", "nov", "", "VWS"],
        ["00991", "", "Lang nummer", "", "nov", "", "VWS"],
        [1, "", "Gremium", "", "nov", "MCCX", "VWS"],
        [1, "", "Goed", "", "dec", "", "VWS"],
        [1, "", "Wacht", "", "nov", "", "VWS", "", "Bestaat niet"],
    )
    found = kinds(made, crew, now)
    assert [kind for kind, _said in found] == [Kind.NEW, *[Kind.WRONG] * 8]
    for (_kind, said), part in zip(
        found[1:],
        ("MinFIN is niet bekend", "geen bestaande datum", "werkt tot 29 januari 2021",
         "Nummer de", "Nummer de", "MCCX is geen gremium", "Rij 2 zegt hetzelfde",
         "geen product “Bestaat niet”"),
        strict=True,
    ):  # fmt: skip
        assert part in said
    with pytest.raises(HasProblems):
        apply_import(importing=made, by=crew.secretary, at=now)
    assert (Product.objects.count(), ActionLine.objects.count()) == (0, 0)


def test_a_planning_is_taken_over_whole(read: Read, crew: Crew, cast: Cast, now: datetime) -> None:
    made = read(
        [1, "Scenario's", "Beslisboom", "", "nov", "", "@VWS", "in uitvoering"],
        [1, "", "Perspectieven", "Concept", date(2020, 12, 4), "MLT3", "VWS", "", "Beslisboom"],
        [1, "", "Perspectieven", "Eind", "nov/dec", "", "VWS"],
        [2, "Kader", "Checklist", "", "", "", "szw"],
    )
    apply_import(importing=made, by=crew.secretary, at=now)
    assert [(line.position, line.title) for line in ActionLine.objects.order_by("position")] == [
        (1, "Scenario's"),
        (2, "Kader"),
    ]
    rows = Milestone.objects.order_by("due_on").values_list(
        "product__title", "title", "due_on", "due_words", "body__code"
    )
    assert list(rows) == [
        ("Beslisboom", "", date(2020, 11, 30), "nov", None),
        ("Perspectieven", "Concept", date(2020, 12, 4), "", "MLT3"),
        ("Perspectieven", "Eind", date(2020, 12, 31), "nov/dec", None),
    ]
    tree = Product.objects.get(title="Beslisboom")
    assert (tree.state, tree.dependents.get().product.title) == ("under_way", "Perspectieven")
    with pytest.raises(NotAsItWas):
        apply_import(importing=made, by=crew.secretary, at=now)


def test_what_is_done_stays_whatever_the_file_says(
    read: Read, make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    done, gone, open_one = make_product("Gedaan"), make_product("Weg"), make_product("Open")
    deliver_product(product=done, version=1, **by)
    deliver_product(product=gone, version=1, **by)
    made = read([1, "", "Gedaan", "", "dec", "", "SZW", "gepland"])
    preview = preview_of(made, crew.secretary, at=now)
    assert [(line.kind, line.said) for line in preview.lines] == [
        (Kind.STAYS, ["is opgeleverd, dus het blijft zoals het is"])
    ]
    assert ([one.title for one in preview.missing], [one.title for one in preview.staying]) == (
        ["Open"],
        ["Weg"],
    )
    apply_import(importing=made, drop=[open_one.pk, gone.pk], reason="Niet meer nodig", **by)
    states = dict(Product.objects.values_list("title", "state"))
    assert states == {"Gedaan": "delivered", "Weg": "delivered", "Open": "dropped"}


def test_later_in_a_file_is_a_slip_with_its_reason(
    read: Read, product: Product, crew: Crew, now: datetime
) -> None:
    made = read([1, "", "beslisboom", "", "dec", "", ""])
    assert kinds(made, crew, now) == [(Kind.CHANGED, "van nov naar dec")]
    apply_import(importing=made, reason="Wacht op MLT4", by=crew.secretary, at=now)
    slip = product.milestones.get().slips.get()
    assert (slip.old_words, slip.due_words, slip.reason) == ("nov", "dec", "Wacht op MLT4")


def test_a_plan_that_changed_after_the_look_is_not_overwritten(
    read: Read, product: Product, crew: Crew, now: datetime
) -> None:
    made = read([1, "", "Beslisboom", "", "dec", "", ""])
    start_product(product=product, version=1, by=crew.secretary, at=now)
    with pytest.raises(NotAsItWas):
        apply_import(importing=made, by=crew.secretary, at=now)
    assert product.milestones.get().due_words == "nov"


def test_rows_that_would_wait_for_each_other_are_marked_and_nothing_is_taken_over(
    read: Read, make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    first, second = make_product("Eerst"), make_product("Dan")
    add_dependency(product=second, needs=first, by=crew.secretary, at=now)
    gone = make_product("Vervallen")
    drop_product(product=gone, version=1, reason="Niet nodig", by=crew.secretary, at=now)
    made = read(
        [1, "", "Nieuw", "", "nov", "", "VWS", "", "Ook nieuw"],
        [1, "", "Eerst", "", "nov", "", "", "", "Dan"],
        [1, "", "Ook nieuw", "", "nov", "", "VWS", "", "Nieuw"],
        [1, "", "Zelf", "", "nov", "", "VWS", "", "Zelf"],
        [1, "", "Wacht lang", "", "nov", "", "VWS", "", "Vervallen"],
        [1, "", "Dan", "", "nov", "", ""],
    )
    found = kinds(made, crew, now)
    assert [kind for kind, _said in found] == [
        Kind.NEW, Kind.WRONG, Kind.WRONG, Kind.WRONG, Kind.WRONG, Kind.SAME
    ]  # fmt: skip
    for (_kind, said), needs in zip(found[1:4], ("Dan", "Nieuw", "Zelf"), strict=True):
        assert (
            said
            == f"Dan zouden ze op elkaar wachten: “{needs}” komt na dit product. Kies een ander."
        )
    assert found[4][1].startswith("Dat product is vervallen")
    with pytest.raises(HasProblems):
        apply_import(importing=made, by=crew.secretary, at=now)
    titles = sorted(Product.objects.values_list("title", flat=True))
    assert titles == ["Dan", "Eerst", "Vervallen"]


def test_what_fails_on_the_way_takes_nothing_over(
    read: Read, crew: Crew, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the preview thought it would do, and the last of it does not."""
    made = read(
        [1, "", "Eerst", "", "nov", "", "VWS"],
        [1, "", "Dan", "", "nov", "", "VWS", "", "Eerst"],
    )
    monkeypatch.setattr(depending, "MOST", 0)
    with pytest.raises(Refusal, match="wacht op ten hoogste 0"):
        apply_import(importing=made, by=crew.secretary, at=now)
    assert (Product.objects.count(), ActionLine.objects.count()) == (0, 0)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_exported_in_either_language_reads_back_as_the_same(
    make_product: Callable[..., Product], crew: Crew, now: datetime, language: str
) -> None:
    first = make_product("=Som")
    second = make_product("Perspectieven", "nov/dec")
    make_product("Zonder datum", "")
    make_product("Op een dag", "12-12-2020")
    add_dependency(product=second, needs=first, by=crew.secretary, at=now)
    start_product(product=first, version=first.version, by=crew.secretary, at=now)
    plan = plan_of(crew.team, crew.secretary, today=now.date())
    with override(language):
        content = xlsx_response("planning", list(COLUMNS.values()), rows_of(plan)).content
    sheet: Any = load_workbook(BytesIO(content)).active
    assert sheet["C2"].value == "'=Som"
    made = read_import(team=crew.team, upload=upload(content), by=crew.secretary, at=now)
    assert kinds(made, crew, now) == [(Kind.SAME, "")] * 4
    read = {name for row in made.rows for name, text in row.items() if text}
    assert read == {"number", *COLUMNS} - {"milestone", "body"}
