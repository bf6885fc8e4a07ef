"""Levels of the example: where each practice region stood in the past weeks, and what lies open.

All texts are practice texts; which region stands where is made up.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from coordination.example.registry import Shift, example
from coordination.people.models import Post, User
from escalation.regions.models import Region

from .models import Determination, StepKind
from .queries.ladders import ladder_on
from .services.contacts import inform_regions
from .services.determining import Choice, Sitting, determine_levels
from .services.proposing import propose_level
from .services.publishing import publish_determinations
from .services.rounds import take_step

COORDINATOR = "coordinator@example.gov"
OFFICE = "minister-vws"
TEXT = "Oefentekst: inschaling van de veiligheidsregio's vastgesteld."
WHY = "Oefentekst: duiding van GGD en RBT."
TOLD = "voorzitter VR"

SITTINGS = (11, 8, 5, 2)
"""So many weeks ago the office sat, on the Tuesday at ten."""

COURSE = {
    "VR01": "1111", "VR02": "1111", "VR03": "1112", "VR04": "1122", "VR05": "1223",
    "VR06": "1222", "VR07": "1223", "VR08": "1122", "VR09": "2233", "VR10": "1122",
    "VR11": "1122", "VR12": "2233", "VR13": "2334", "VR14": "1122", "VR15": "2333",
    "VR16": "1233", "VR17": "2334", "VR18": "1223", "VR19": "1111", "VR20": "1223",
    "VR21": "1122", "VR22": "1122", "VR23": "1112", "VR24": "1112", "VR25": "1223",
}  # fmt: skip
PROPOSALS = (
    ("VR15", 4, "Oefentekst: boven de drempel, stijgend.",
     "Oefentekst: raakt maatregelen in drie regio's."),
    ("VR08", 3, "Oefentekst: boven de drempel sinds vrijdag.",
     "Oefentekst: het RBT vraagt een besluit van de minister."),
)  # fmt: skip


def load(shift: Shift) -> None:
    """Every region on a level, two proposals open; only where nothing was determined yet."""
    post = Post.objects.filter(code=OFFICE).first()
    if post is None or Determination.objects.exists():
        return
    by = User.objects.get(email=COORDINATOR)
    regions = {one.code: one for one in Region.objects.filter(code__in=COURSE)}
    for number, weeks in enumerate(SITTINGS):
        at = _tuesday(shift.now) - timedelta(weeks=weeks)
        _sit(regions, number, post, by, at)
    for code, rank, reason, why in PROPOSALS:
        if code in regions:
            _propose(regions[code], rank, reason, why, by, shift.now)


def _sit(regions: dict[str, Region], number: int, post: Post, by: User, at: datetime) -> None:
    """The regions whose level changes at this sitting, determined, told and published."""
    ladder = ladder_on(timezone.localtime(at).date())
    levels: dict[int, Any] = {one.rank: one for one in ladder.levels.all()} if ladder else {}
    started = Determination.objects.exists()
    choices = [
        Choice(region, levels[int(COURSE[code][number])], WHY)
        for code, region in regions.items()
        if not started or COURSE[code][number] != COURSE[code][number - 1]
        if int(COURSE[code][number]) in levels
    ]
    if not choices:
        return
    sitting = Sitting(post=post, in_force_at=at, text=TEXT, taken_on=timezone.localtime(at).date())
    made = determine_levels(choices=choices, sitting=sitting, by=by, at=at)
    told = inform_regions(determinations=made, with_whom=TOLD, spoken_at=at, by=by, at=at)
    publish_determinations(determinations=told, by=by, at=at)


def _propose(region: Region, rank: int, reason: str, why: str, by: User, at: datetime) -> None:
    ladder = ladder_on(timezone.localtime(at).date())
    levels = {one.rank: one for one in ladder.levels.all()} if ladder else {}
    if rank not in levels:
        return
    day = timedelta(days=1)
    take_step(region=region, kind=StepKind.SIGNAL, taken_at=at - 2 * day, by=by, at=at)
    for hours, whom in ((26, "GGD"), (20, "RBT"), (4, "RIVM")):
        talked = at - timedelta(hours=hours)
        take_step(
            region=region, kind=StepKind.MEANING, taken_at=talked, with_whom=whom, by=by, at=at
        )
    propose_level(region=region, level=levels[rank], reason=reason, why_here=why, by=by, at=at)


def _tuesday(moment: datetime) -> datetime:
    """Tuesday of that week at ten on the clock of the wall, never later than the moment."""
    local = timezone.localtime(moment)
    tuesday = (local - timedelta(days=local.weekday() - 1)).replace(
        hour=10, minute=0, second=0, microsecond=0
    )
    return tuesday if tuesday <= local else tuesday - timedelta(weeks=1)


example.add("levels", load, order=84)
