"""A replay as a document, as it stood when a draft of the ladder was made of it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.meetings.report.pdf import typeset
from coordination.prints.marks import PrintMark
from escalation.ladder.describing import Words
from escalation.ladder.services.facts import LadderFacts

from .describing import between, followed, frozen_facts
from .models import Replay
from .queries.showing import shown
from .queries.variants import facts_of_ladder, whole_ladder
from .showing import heat, measures
from .wording import finding

TEMPLATE = Path(__file__).parent / "frozen.typ"


def frozen_pdf(replay: Replay, *, at: datetime) -> bytes:
    return typeset(TEMPLATE, document_of(replay, at=at))


def document_of(replay: Replay, *, at: datetime) -> dict[str, Any]:
    result, ladder = shown(replay), whole_ladder(replay.ladder)
    base = result.ladder or result.main
    drawn = heat(result, "")
    span = f"{_day(replay.first)} – {_day(replay.last)}"
    differs = between(facts_of_ladder(ladder), frozen_facts(replay), Words.of_all())
    return {
        "language": get_language() or "nl",
        "title": _("Replay: %(name)s") % {"name": replay},
        "subtitle": _("%(span)s, held against %(ladder)s")
        % {"span": span, "ladder": _held(replay)},
        "finding": finding(result.ladder, result.main, replay.held_against),
        "running": f"SHA-256 {replay.sha256}",
        "marks": [replay.dossier.title, span],
        "printed": PrintMark.of(replay, at).to_json(),
        "differs": differs or [_("Both say the same.")],
        "names": [replay.held_against, _("variant"), _("Difference")],
        "measures": [[str(one.words), *one.said] for one in measures(base, result.main)],
        "weeks": [str(week.number) for week in drawn.weeks],
        "rows": [
            {"name": region.name, "ranks": [int(cell.words or 0) for cell in cells]}
            for region, cells in drawn.rows
        ],
        "facts": _facts(replay, LadderFacts.of(ladder)),
        "words": {
            "differs": _("Other than the ladder"),
            "headline": _("Headline figures"),
            "span": _("Over the span"),
            "weeks": _("Region by week"),
            "region": _("Region"),
            "frozen": _("Frozen with this replay"),
        },
    }


def _held(replay: Replay) -> str:
    if replay.in_force:
        return replay.held_against
    return f"{replay.ladder.name} ({replay.ladder.code})"


def _facts(replay: Replay, ladder: LadderFacts) -> list[list[str]]:
    known = replay.known_at or replay.asked_at
    regions = len(replay.asks["ground"]["regions"])
    return [
        [_("Ladder"), f"{ladder.name} ({replay.ladder.code})"],
        *(
            [_("In force"), f"{code}: {_day(first)} – {_day(last)}"]
            for code, first, last in followed(replay)
        ),
        [_("Figures known at"), date_format(timezone.localtime(known), "DATETIME_FORMAT")],
        [_("Regions"), str(regions)],
        [_("Process"), (replay.asks["process"] or {}).get("name") or _("all up to the minister")],
        ["SHA-256", replay.sha256],
    ]


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
