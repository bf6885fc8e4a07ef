"""What stands of the ladder on the page of a region."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Panel, Slot, panels
from coordination.dossiers.asof import as_of, moment
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
from .region_assessments import assessments_of
from .showing import stage, unit_of
from .wording import name_of

FIRST = 8
WEEKS = 12


def _moment(request: HttpRequest) -> tuple[datetime, bool]:
    """The moment that the page shows, and whether that is the present."""
    then = moment(request)
    return (then.at, False) if then else (clock.now(), True)


def _level(request: HttpRequest, region: Region) -> dict[str, Any]:
    """The level, what waits, what holds at it, and what she may do."""
    user: Any = request.user
    at, present = _moment(request)
    standing = standing_of(region, user, at=at)
    waiting, opened = _open_now(region, user) if present else _open_then(region, user, at)
    level = standing.level if standing else None
    return {
        "region": region,
        "standing": standing,
        "waiting": waiting,
        "stage": stage(waiting) if waiting else "",
        "proposal": opened,
        "measures": measures_at(level, user) if level else [],
        "may_propose": present and can_propose(user, region),
        "may_determine": present and can_determine(user, region),
    }


def _open_now(region: Region, user: Any) -> tuple[Any, Any]:
    pending = Determination.objects.visible_to(user).standing().filter(region=region)
    waiting = pending.filter(published_at=None).select_related("level", "decision").first()
    proposals = Proposal.objects.visible_to(user).filter(region=region)
    opened = proposals.filter(status=ProposalStatus.OPEN).select_related("level", "proposed_by")
    return waiting, opened.first()


def _open_then(region: Region, user: Any, at: datetime) -> tuple[Any, Any]:
    """What waited and was proposed at that moment; within government, as it was then."""
    if user.only_partner:
        return None, None
    waiting = as_of(Determination, at).filter(region=region, published_at=None, withdrawn_at=None)
    opened = as_of(Proposal, at).filter(region=region, status=ProposalStatus.OPEN)
    return waiting.first(), opened.first()


def _course(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    user: Any = request.user
    at, _present = _moment(request)
    rows = list(determinations_of(region, user, until=at)[: FIRST * 4])
    until = timezone.localtime(at).date()
    drawn = courses(region, until=until, weeks=WEEKS, determinations=rows)
    names = {one.code: one for one in Indicator.objects.all()}
    shown = [
        (one, name_of(names[one.indicator]), unit_of(names[one.indicator], None),
         names[one.indicator].source)
        for one in drawn
        if one.lines
    ]  # fmt: skip
    return {"charts": shown} if shown else None


def _assessments(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    user: Any = request.user
    told = assessments_of(region, user, until=_moment(request)[0])
    return {"told": told} if told else None


def _clock(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    user: Any = request.user
    found = clock_of(region, user, at=_moment(request)[0])
    return {"clock": found} if found else None


def _history(request: HttpRequest, region: Region) -> dict[str, Any] | None:
    """Each in its own ladder, with the figures of then beside those of the same days now."""
    user: Any = request.user
    at, present = _moment(request)
    rows = list(determinations_of(region, user, until=None if present else at)[:FIRST])
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
    at, present = _moment(request)
    rows = list(contacts_of(region, user, until=at)[:FIRST])
    may_propose = present and can_propose(user, region)
    return {"contacts": rows, "region": region, "may_propose": may_propose}


for _name, _title, _template, _context, _wide, _order in (
    ("level", _("Level"), "_region_level.html", _level, False, 10),
    ("clock", _("From figure to force"), "_region_clock.html", _clock, False, 12),
    ("course", _("Course over the thresholds"), "_region_course.html", _course, True, 14),
    ("assessments", _("What the rule says"), "_region_assessments.html", _assessments, True, 15),
    ("history", _("Determinations"), "_region_history.html", _history, True, 16),
    ("contacts", _("Contacts"), "_region_contacts.html", _contacts, False, 18),
):
    panels.add(
        f"ladder.region.{_name}",
        Panel(_title, Slot.REGION, f"escalation/ladder/{_template}", _context, wide=_wide),
        order=_order,
    )
