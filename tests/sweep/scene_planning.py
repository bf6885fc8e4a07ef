"""The plan of a scene's team: a line, products that wait for each other, a slip and a budget."""

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from coordination.actions.terms import Owner
from workgroups.planning.facts import EstimateFacts, LineFacts, MilestoneFacts, ProductFacts
from workgroups.planning.services import (
    add_dependency,
    add_estimate,
    add_line,
    add_milestone,
    add_product,
    move_milestone,
    reach_milestone,
)
from workgroups.planning.services.importing import read_import
from workgroups.planning.spans import Span

if TYPE_CHECKING:
    from .scenes import Scene

HEAD = ["Nr. actielijn", "Product", "Wanneer", "Eigenaar"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def fill_planning(scene: "Scene", *, at: Any) -> None:
    word, things = scene.word, scene.things
    by: dict[str, Any] = {"by": scene.keeper, "at": at}
    owner = Owner(scene.organisation)
    line = add_line(team=things["team"], facts=LineFacts(1, f"Lijn {word}"), **by)
    november = Span(date(2020, 11, 1), date(2020, 11, 30), "nov")

    def product(title: str) -> Any:
        facts = ProductFacts(f"{title} {word}", owner)
        milestone = MilestoneFacts(span=november)
        return add_product(line=line, facts=facts, milestone=milestone, **by)

    things["action_line"] = line
    things["product"], things["other_product"] = product("Product"), product("Tweede")
    things["third_product"] = product("Derde")
    things["dependency"] = add_dependency(
        product=things["other_product"], needs=things["product"], **by
    )
    things["milestone"] = things["product"].milestones.get()
    extra = MilestoneFacts(f"Toets {word}", november)
    things["reached_milestone"] = add_milestone(product=things["product"], facts=extra, **by)
    reach_milestone(
        milestone=things["reached_milestone"],
        version=things["reached_milestone"].version,
        **by,
    )
    slipped = things["third_product"].milestones.get()
    later = MilestoneFacts(span=Span(november.starts_on, november.due_on + timedelta(days=10)))
    move_milestone(
        milestone=slipped, facts=later, reason=f"Uitloop {word}", version=slipped.version, **by
    )
    things["slipped"], things["slip"] = slipped, slipped.slips.get()
    things["estimate"] = add_estimate(
        team=things["team"], facts=EstimateFacts(2021, 5000, f"Inhuur {word}", "Raming"), **by
    )
    things["import"] = read_import(
        team=things["team"], upload=planning_file(f"Uit bestand {word}", scene), **by
    )


def planning_file(title: str, scene: "Scene") -> SimpleUploadedFile:
    """A planning of one product."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEAD)
    sheet.append([1, title, "nov", scene.organisation.code])
    held = BytesIO()
    book.save(held)
    return SimpleUploadedFile("planning.xlsx", held.getvalue(), content_type=XLSX)
