"""Where the lab shows on pages of others: navigation, the palette, a version of the ladder."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from escalation.ladder.models import Ladder

from .models import LadderBasis
from .queries.variants import list_variants

MOST = 8

navigation.add(
    "lab",
    NavigationItem(
        label=_("Ladder lab"),
        url_name="lab:variants",
        icon="flask-conical",
        group=_("Escalation"),
        action="lab.read",
    ),
    order=15,
)
for _name, _label, _url, _icon in (
    ("lab.replays", _("Replays of the ladder"), "lab:replays", "history"),
    ("lab.sweeps", _("Sweeps over the ladder"), "lab:sweeps", "chart-scatter"),
    ("lab.processes", _("Variants of the process"), "lab:processes", "route"),
):
    navigation.add(
        _name,
        NavigationItem(label=_label, url_name=_url, icon=_icon, action="lab.read", verb=True),
        order=15,
    )


def _ladder(request: HttpRequest, ladder: Ladder) -> dict[str, Any] | None:
    """What a draft rests on, and the variants that were made from a version."""
    user: Any = request.user
    if not user.may("lab.read"):
        return None
    basis = (
        LadderBasis.objects.visible_to(user)
        .filter(ladder=ladder)
        .select_related("replay__variant", "replay__ladder", "paper", "drafted_by")
        .defer("replay__asks", "replay__found")
        .first()
    )
    variants = list(list_variants(user).filter(based_on=ladder)[:MOST])
    may_run = user.may("lab.run")
    if basis is None and not variants and not may_run:
        return None
    return {"basis": basis, "variants": variants, "ladder": ladder, "may_run": may_run}


panels.add(
    "lab.ladder",
    Panel(_("Ladder lab"), Slot.LADDER, "escalation/lab/_ladder.html", _ladder),
    order=10,
)
