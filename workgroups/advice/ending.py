"""What a team that ends leaves on the advice line: its lines run on, kept by who takes over."""

from datetime import datetime
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from coordination.actions.terms import Owner
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.holdings import Held
from workgroups.teams.leaving import Leaving, leavings
from workgroups.teams.models import Team

from .models import AdviceRequest


def left_running(team: Team, user: Any) -> list[Held]:
    """Its lines that were neither answered nor withdrawn."""
    rows: Any = AdviceRequest.objects.visible_to(user).running().filter(team=team)
    return [
        Held(f"{line.number} {Truncator(line.question).chars(80)}", line.get_absolute_url())
        for line in rows.order_by("asked_on", "serial", "pk")
    ]


def hand_over_lines(*, team: Team, to: Owner, by: Any, at: datetime) -> int:
    """Who takes over writes in the dossier of the team, so that she keeps the lines that run there.

    Lines in other dossiers stay with who keeps those.
    """
    running = AdviceRequest.objects.running().filter(team=team, dossier=team.dossier_id).count()
    holder = to.person or to.post
    if running and holder is not None:
        part = Function.WRITER
        grant_access(dossier=team.dossier, to=holder, function=part, by=by, at=at)
    return running


leavings.add(
    "advice", Leaving(_("Advice lines that run on"), left_running, hand_over_lines), order=115
)
