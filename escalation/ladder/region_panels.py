"""What stands of the ladder on the page of a region."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.dossiers.asof import as_of
from coordination.kit import clock
from coordination.kit.asof import moment
from escalation.regions.models import Indicator, Region

from .course import courses
from .models import Determination, Proposal, ProposalStatus
from .queries.clock import clock_of
from .queries.comparing import compared
from .queries.history import contacts_of, determinations_of, figures_now, measures_at
from .queries.ladders import Adopted, adopted
from .queries.rule import Verdict
from .queries.standing import since_of, standing_in
from .region_assessments import assessments_of
from .showing import stage, unit_of
from .wording import name_of

FIRST = 8
WEEKS = 12


class Sight:
    """What several panels of one page ask of its region, each asked once."""

    def __init__(self, request: HttpRequest, region: Region) -> None:
        then = moment(request)
        self.user: Any = request.user
        self.region, self.present = region, then is None
        self.at = then.at if then else clock.now()

    @cached_property
    def ladders(self) -> Adopted:
        return adopted()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Those that some adopted ladder weighs, by code."""
        return {
            one.indicator.code: one.indicator
            for ladder in self.ladders.by_key().values()
            for level in ladder.levels.all()
            for one in level.thresholds.all()
        }

    @cached_property
    def determinations(self) -> list[Determination]:
        """The newest first; what is not published yet only where the page shows the present."""
        until = None if self.present else self.at
        rows = list(determinations_of(self.region, self.user, until=until)[: FIRST * 4])
        for row in rows:
            row.region = self.region
        return rows

    def may(self, action: str) -> bool:
        """The region is hers to see, for its page is; nothing is done in the past."""
        return self.present and self.user.may(action)


def sight_of(request: HttpRequest, region: Region) -> Sight:
    found: Sight | None = getattr(request, "sight_of_region", None)
    if found is None:
        found = Sight(request, region)
        request.sight_of_region = found  # type: ignore[attr-defined]  # kept for the other panels
    return found


def _level(request: HttpRequest, region: Region) -> dict[str, Any]:
    """The level, what waits, what holds at it, and what she may do."""
    sight = sight_of(request, region)
    user, at = sight.user, sight.at
    rows = sight.determinations
    standing = standing_in(rows, region, at, sight.ladders)
    waiting, opened = _open_now(sight) if sight.present else _open_then(region, user, at)
    level = standing.level if standing else None
    return {
        "region": region,
        "standing": standing,
        "since": since_of(standing, rows) if standing else None,
        "waiting": waiting,
        "stage": stage(waiting) if waiting else "",
        "proposal": opened,
        "measures": measures_at(level, user) if level else [],
        "may_propose": sight.may("levels.propose"),
        "may_determine": sight.may("levels.determine"),
    }


def _open_now(sight: Sight) -> tuple[Any, Any]:
    waiting = next((row for row in sight.determinations if row.published_at is None), None)
    proposals = Proposal.objects.visible_to(sight.user).filter(region=sight.region)
    opened = proposals.filter(status=ProposalStatus.OPEN).select_related("level", "proposed_by")
    return waiting, opened.order_by("proposed_at", "pk").first()


def _open_then(region: Region, user: Any, at: datetime) -> tuple[Any, Any]:
    """What waited and was proposed at that moment; within government, as it was then."""
    if user.only_partner:
        return None, None
    waiting = as_of(Determination, at).filter(region=region, published_at=None, withdrawn_at=None)
    opened = as_of(Proposal, at).filter(region=region, status=ProposalStatus.OPEN)
    return waiting.first(), opened.first()


def _course(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    sight = sight_of(request, region)
    until = timezone.localtime(sight.at).date()
    drawn = courses(
        region, until=until, weeks=WEEKS, known=sight.ladders, determinations=sight.determinations
    )
    names = sight.indicators
    shown = [
        (one, name_of(names[one.indicator]), unit_of(names[one.indicator], None),
         names[one.indicator].source)
        for one in drawn
        if one.lines
    ]  # fmt: skip
    return {"charts": shown} if shown else None


def _assessments(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    sight = sight_of(request, region)
    told = assessments_of(region, sight.user, until=sight.at, indicators=sight.indicators)
    return {"told": told} if told else None


def _clock(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    sight = sight_of(request, region)
    found = clock_of(region, sight.user, at=sight.at)
    return {"clock": found} if found else None


def _history(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    """Each in its own ladder, with the figures of then beside those of the same days now."""
    sight = sight_of(request, region)
    rows = sight.determinations[:FIRST]
    if not rows:
        return None
    now = figures_now(region, rows)
    historic = compared((row for row in rows if row.basis), sight.ladders)
    said = {one.row.pk: one.verdict for one in historic}
    return {"rows": [(row, *_reckoned(row, now, said)) for row in rows], "region": region}


def _reckoned(row: Determination, now: dict[Any, Any], said: dict[Any, Verdict]) -> tuple[Any, Any]:
    """The figures of then beside those of now; of what was read in, what the rule gives now."""
    verdict = said.get(row.pk)
    if verdict is None:
        return _then_and_now(row, now), None
    values = [(one.indicator, one.value, one.value) for one in verdict.figures]
    return values, verdict.rank


def _then_and_now(row: Determination, now: dict[Any, Any]) -> list[tuple[str, Any, Any]]:
    """Of each figure its code, its value then, and its value now where that became another."""
    if row.assessment is None:
        return []
    later = {figure["indicator"]: figure["value"] for figure in now.get(row.assessment.on, [])}
    return [
        (one["indicator"], one["value"], later.get(one["indicator"], one["value"]))
        for one in row.assessment.figures
    ]


def _contacts(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    sight = sight_of(request, region)
    if sight.user.only_partner:
        return None
    rows = list(contacts_of(region, sight.user, until=sight.at)[:FIRST])
    return {"contacts": rows, "region": region, "may_propose": sight.may("levels.propose")}


for _name, _title, _context, _wide, _later, _order in (
    ("level", _("Level"), _level, False, False, 10),
    ("clock", _("From figure to force"), _clock, False, False, 12),
    ("course", _("Course over the thresholds"), _course, True, False, 14),
    ("assessments", _("What the rule says"), _assessments, True, True, 15),
    ("history", _("Determinations"), _history, True, True, 16),
    ("contacts", _("Contacts"), _contacts, False, True, 18),
):
    _template = f"escalation/ladder/_region_{_name}.html"
    panels.add(
        f"ladder.region.{_name}",
        Panel(_title, Slot.REGION, _template, _context, wide=_wide, later=_later),
        order=_order,
    )
