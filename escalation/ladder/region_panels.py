"""What stands of the ladder on the page of a region."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.kit import clock
from escalation.regions.models import Indicator, Region

from .course import courses
from .models import Determination, Proposal, ProposalStatus
from .permissions import can_determine, can_propose
from .queries.clock import clock_of
from .queries.comparing import compared
from .queries.history import contacts_of, determinations_of, figures_now, measures_at
from .queries.rule import Verdict
from .queries.standing import standing_of
from .showing import stage, unit_of
from .wording import name_of

FIRST = 8
WEEKS = 12


def _level(request: HttpRequest, region: Region) -> dict[str, Any]:
    """The level, what waits, what holds at it, and what she may do."""
    user: Any = request.user
    standing = standing_of(region, user, at=clock.now())
    pending = Determination.objects.visible_to(user).standing().filter(region=region)
    waiting = pending.filter(published_at=None).select_related("level", "decision").first()
    proposals = Proposal.objects.visible_to(user).filter(region=region)
    opened = proposals.filter(status=ProposalStatus.OPEN).select_related("level", "proposed_by")
    level = standing.level if standing else None
    return {
        "region": region,
        "standing": standing,
        "waiting": waiting,
        "stage": stage(waiting) if waiting else "",
        "proposal": opened.first(),
        "measures": measures_at(level, user) if level else [],
        "may_propose": can_propose(user, region),
        "may_determine": can_determine(user, region),
    }


def _course(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    user: Any = request.user
    rows = list(determinations_of(region, user)[: FIRST * 4])
    today = clock.today()
    drawn = courses(region, until=today, weeks=WEEKS, determinations=rows)
    names = {one.code: one for one in Indicator.objects.all()}
    shown = [
        (one, name_of(names[one.indicator]), unit_of(names[one.indicator], None),
         names[one.indicator].source)
        for one in drawn
        if one.lines
    ]  # fmt: skip
    return {"charts": shown} if shown else None


def _clock(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    user: Any = request.user
    found = clock_of(region, user)
    return {"clock": found} if found else None


def _history(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    """Each in its own ladder, with the figures of then beside those of the same days now."""
    user: Any = request.user
    rows = list(determinations_of(region, user)[:FIRST])
    if not rows:
        return None
    now = figures_now(region, rows)
    said = {one.row.pk: one.verdict for one in compared(row for row in rows if row.basis)}
    shown = [(row, *_reckoned(row, now, said)) for row in rows]
    return {"rows": shown, "region": region}


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
    user: Any = request.user
    if user.only_partner:
        return None
    rows = list(contacts_of(region, user)[:FIRST])
    return {"contacts": rows, "region": region, "may_propose": can_propose(user, region)}


for _name, _title, _template, _context, _wide, _order in (
    ("level", _("Level"), "_region_level.html", _level, False, 10),
    ("clock", _("From figure to force"), "_region_clock.html", _clock, False, 12),
    ("course", _("Course over the thresholds"), "_region_course.html", _course, True, 14),
    ("history", _("Determinations"), "_region_history.html", _history, True, 16),
    ("contacts", _("Contacts"), "_region_contacts.html", _contacts, False, 18),
):
    panels.add(
        f"ladder.region.{_name}",
        Panel(_title, Slot.REGION, f"escalation/ladder/{_template}", _context, wide=_wide),
        order=_order,
    )
