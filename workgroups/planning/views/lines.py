"""Action lines are added and changed."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .. import services
from ..forms import LineForm
from ..models import ActionLine
from ..services.saving import next_position
from .shared import LINES, TEAMS, get_or_post, page, refuse_others


@get_or_post
@may("planning.write")
def line_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    team = get_visible(TEAMS, request.user, pk=pk)
    refuse_others(request, team)
    number = next_position(ActionLine.objects.filter(team=team))
    form = LineForm(request.POST or None, initial={"position": number})
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: services.add_line(
                team=team, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if made:
            return done(request, made.get_absolute_url(), _("The action line is added."))
    return page(request, "line_form.html", form=form, team=team)


@get_or_post
@may("planning.write")
def line_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    line = get_visible(LINES, request.user, pk=pk)
    refuse_others(request, line.team)
    form = LineForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: services.change_line(
                line=line,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, changed.get_absolute_url(), _("The action line is changed."))
    return page(request, "line_form.html", form=form, team=line.team, line=line)
