"""The list as a sheet: what the reader may see and what may leave the government."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.dossiers.models import Dossier
from coordination.kit.refusals import Refusal

from ..models import ActionPoint, free
from ..permissions import counted_among
from .filters import Filters, find_points

MOST = 20_000
HEAD = (
    gettext_lazy("Number"),
    gettext_lazy("Kind"),
    gettext_lazy("What"),
    gettext_lazy("Owner"),
    gettext_lazy("With"),
    gettext_lazy("Due"),
    gettext_lazy("Time"),
    gettext_lazy("Term as spoken"),
    gettext_lazy("Status"),
    gettext_lazy("Body"),
    gettext_lazy("Dossier"),
    gettext_lazy("Times postponed"),
)


class TooMany(Refusal):
    """A sheet of everything serves nobody and holds up the others."""


def export_points(
    user: Any, wanted: Filters, *, now: datetime
) -> tuple[tuple[Any, ...], list[list[Any]]]:
    """Head and rows; what is under embargo stays out, and the last row says how many that were."""
    found = find_points(user, wanted, now=now)
    points = found.filter(free(now)).order_by("due_on", "pk")
    points = points.select_related("owner_organisation", "owner_person", "owner_post", "body")
    listed = list(points.prefetch_related("also")[: MOST + 1])
    if len(listed) > MOST:
        raise TooMany(_("More than 20,000 action points match. Filter the list first."))
    seen = Dossier.objects.visible_to(user).filter(pk__in={one.dossier_id for one in listed})
    dossiers = {dossier.pk: str(dossier) for dossier in seen}
    counted = counted_among(listed, user)
    rows = [_row(one, dossiers.get(one.dossier_id, ""), one.pk in counted) for one in listed]
    held = found.exclude(free(now))[:MOST].count()
    return HEAD, rows + ([[_held(held)]] if held else [])


def _row(point: ActionPoint, dossier: str, counted: bool) -> list[Any]:
    return [
        point.number,
        point.get_kind_display(),
        point.text,
        point.owner_label,
        ", ".join(sorted(one.code for one in point.also.all())),
        point.due_on,
        f"{point.due_time:%H:%M}" if point.due_time else "",
        point.due_words,
        point.get_status_display(),
        point.body.code if point.body else "",
        dossier,
        point.postponed if counted else "",
    ]


def _held(count: int) -> str:
    return ngettext(
        "%(count)d action point is under embargo and left out.",
        "%(count)d action points are under embargo and left out.",
        count,
    ) % {"count": count}
