"""Where levels show on pages of others: navigation, the first screen, a region's dossier."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit import clock
from coordination.kit.asof import Moment
from escalation.regions.models import Region

from . import finding, measure_panels, region_panels, settled_panels  # noqa: F401  each has a file of its own
from .queries.history import determinations_of
from .queries.overview import overview
from .queries.standing import since_of, standing_in
from .showing import asks

RECENT = 32


def _today_then(request: HttpRequest, then: Moment) -> dict[str, Any] | None:
    user: Any = request.user
    if not user.may("levels.determine"):
        return None
    found = overview(user, at=then.at, now=clock.now())
    shown = {"found": found, "asks": asks(found), "then": then}
    return shown if found.places else None


def _today(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    """Counts per level and what asks for a decision, for who works on levels."""
    user: Any = request.user
    if not user.may("levels.determine"):
        return None
    now = clock.now()
    found = overview(user, at=now, now=now)
    return {"found": found, "asks": asks(found)} if found.places else None


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """The region that this is the dossier of, with its level."""
    if dossier.kind != DossierKind.REGION:
        return None
    user: Any = request.user
    region = Region.objects.visible_to(user).filter(pk=dossier.pk).first()
    if region is None:
        return None
    rows = list(determinations_of(region, user)[:RECENT])
    standing = standing_in(rows, region, clock.now())
    since = since_of(standing, rows) if standing else None
    return {"region": region, "standing": standing, "since": since}


navigation.add(
    "ladder",
    NavigationItem(
        label=_("Escalation ladder"),
        short=_("Ladder"),
        url_name="ladder:overview",
        icon="map",
        group=_("Escalation"),
        shortcut="g l",
        action="ladder.read",
        phone=True,
    ),
    order=10,
)
for _name, _label, _url, _icon, _action, _order in (
    ("ladder.record", _("Record levels"), "ladder:sitting", "gavel", "levels.determine", 11),
    ("ladder.propose", _("Propose a level"), "ladder:propose", "message-square-plus",
     "levels.propose", 12),
    ("ladder.publish", _("Tell and publish"), "ladder:rounding_off", "send",
     "levels.determine", 13),
    ("ladder.compare", _("Rule and level"), "ladder:comparison", "scale", "ladder.read", 14),
    ("ladder.import", _("Read in levels"), "ladder:levels_import", "file-up",
     "levels.determine", 14),
    ("ladder.heat", _("Levels by week"), "ladder:heat", "grid-3x3", "ladder.read", 14),
    ("ladder.versions", _("Versions of the ladder"), "ladder:ladders", "layers", "ladder.read", 14),
):  # fmt: skip
    navigation.add(
        _name,
        NavigationItem(label=_label, url_name=_url, icon=_icon, action=_action, verb=True),
        order=_order,
    )
panels.add(
    "ladder.today",
    Panel(
        _("Escalation ladder"),
        Slot.TODAY,
        "escalation/ladder/_today.html",
        _today,
        wide=True,
        then=_today_then,
        then_template="escalation/ladder/_today.html",
    ),
    order=8,
)
panels.add(
    "ladder.dossier",
    Panel(
        _("Level"), Slot.DOSSIER, "escalation/ladder/_dossier.html", _dossier, action="ladder.read"
    ),
    order=5,
)
