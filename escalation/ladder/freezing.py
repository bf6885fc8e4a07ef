"""The overview as a document: one A4, as it stood when it was frozen."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.kit.templatetags.ui import day_and_time
from coordination.meetings.report.pdf import typeset
from coordination.prints.marks import PrintMark
from coordination.prints.registries import pages

from .queries.overview import Overview, Place
from .showing import Column, asks, columns, next_step, tiles

TEMPLATE = Path(__file__).parent / "frozen.typ"


def frozen_pdf(found: Overview, *, marks: list[str]) -> bytes:
    """`marks` stand on every page: for which item, and that it was frozen when."""
    return typeset(TEMPLATE, document_of(found, marks))


def document_of(found: Overview, marks: list[str]) -> dict[str, Any]:
    shown = columns(found.ladder)
    moment = day_and_time(found.at)
    return {
        "language": get_language() or "nl",
        "title": str(_("Escalation ladder")),
        "subtitle": _subtitle(found, moment),
        "running": _("Frozen on %(moment)s") % {"moment": moment},
        "marks": marks,
        "printed": PrintMark.of(pages["ladder:overview"], found.at).to_json(),
        "counts": [
            {"rank": one.rank, "name": one.name or _("No level"), "number": one.number,
             "change": f"{one.change:+d}" if one.change else ""}
            for one in found.counts
        ],
        "asks": [_ask(one) for one in asks(found)],
        "tiles": [
            {"label": one.label, "rank": one.place.rank, "asked": one.place.asked is not None,
             "row": one.place.region.tile_row, "column": one.place.region.tile_column}
            for one in tiles(found.places)
        ],
        "columns": [one.name for one in shown],
        "rows": [_row(place, shown, found) for place in sorted(found.places, key=_order)],
        "note": _note(shown),
        "words": {
            "asks": _("Asks for a decision"), "map": _("The country as tiles, each with its level"),
            "region": _("Region"), "level": _("Level"), "weeks": _("12 weeks"),
            "next": _("Next step"),
        },
    }  # fmt: skip


def _subtitle(found: Overview, moment: str) -> str:
    parts = [_("As on %(moment)s") % {"moment": moment}]
    if found.ladder is not None:
        parts.append(found.ladder.name)
    if found.figures_to is not None:
        day = date_format(found.figures_to, "j F Y")
        parts.append(_("figures up to %(day)s") % {"day": day})
    elif found.ladder is not None:
        parts.append(_("no figures"))
    if found.reconstructed:
        parts.append(_("Reconstructed"))
    return " · ".join(parts)


def _ask(one: Any) -> str:
    names = ", ".join(place.region.name for place in one.places)
    more = f" +{one.more}" if one.more else ""
    return f"{names}{more}: {one.sentence}"


def _row(place: Place, shown: list[Column], found: Overview) -> dict[str, Any]:
    readings = {one.code: one for one in place.readings}
    step = next_step(place, found.day)
    figures: list[dict[str, Any]] = []
    for column in shown:
        one = readings.get(column.code)
        if one is None or one.value is None:
            figures.append({"value": "–", "over": False})
            continue
        value = number_format(one.value, one.decimals)
        figures.append({"value": value, "over": one.rank > place.rank})
    return {
        "name": place.region.name,
        "rank": place.rank,
        "level": place.name or _("No level"),
        "weeks": list(place.weeks),
        "figures": figures,
        "next": step.sentence if step else "",
    }


def _note(shown: list[Column]) -> str:
    units = [f"{one.name}: {one.unit} ({one.source})." for one in shown]
    bold = _("Bold red: above the threshold of the next level. The height of a bar is the level.")
    return " ".join([*units, bold])


def _order(place: Place) -> Any:
    return -place.rank, place.region.name
