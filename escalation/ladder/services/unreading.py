"""A list of levels that was read in is taken back: its levels go, what made way comes back."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.regions.models import Region

from ..models import Determination


class FollowedOn(Refusal):
    """A level that was decided here rests on one of the list."""

    status = 409


@deed
def take_back_list(*, read_at: datetime, by: User, at: datetime) -> int:
    """The levels that were read in at that moment are withdrawn; returns how many.

    What they replaced stands again. Refuses where nothing of it stands, where not all of its
    regions are hers to see, and where a level that was decided here followed on one of them.
    """
    if not by.may("levels.determine"):
        raise NotAllowed(_("Your role does not take levels back."))
    of_list = Determination.objects.historic().filter(determined_at=read_at, withdrawn_at=None)
    rows = list(of_list.select_for_update().order_by("in_force_at", "region__code", "pk"))
    regions = {row.region_id for row in rows}
    seen = Region.objects.visible_to(by).filter(pk__in=regions).count()
    if not rows or seen < len(regions):
        raise Refusal(_("Nothing of this list stands any more."))
    followed = Determination.objects.standing().filter(previous__in=rows, basis="")
    if first := followed.select_related("region").order_by("determined_at", "pk").first():
        sentence = _("A level decided here for %(region)s followed on this list; it stays.")
        raise FollowedOn(sentence % {"region": first.region.name})
    places = {(row.region_id, row.in_force_at) for row in rows}
    replaced = Determination.objects.historic().filter(withdrawn_at=read_at, region__in=regions)
    before = [
        row
        for row in replaced.select_for_update().order_by("in_force_at", "pk")
        if (row.region_id, row.in_force_at) in places
    ]
    for row in rows:
        row.withdrawn_at, row.withdrawn_by = at, by
    for row in before:
        row.withdrawn_at = row.withdrawn_by = None
    for row in [*rows, *before]:
        row.version += 1
        save_as(row, by=by, at=at)
    for region in sorted(regions):
        record(
            "ladder.level_withdrawn", None, by=by, at=at, dossier=region, part=True,
            read_at=read_at.isoformat(),
        )  # fmt: skip
    record(
        "ladder.list_taken_back", None, by=by, at=at, read_at=read_at.isoformat(),
        withdrawn=len(rows), restored=len(before),
    )  # fmt: skip
    return len(rows)
