"""Action lines are added and changed."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from .. import services
from ..forms import LineForm
from ..models import ActionLine
from ..services.saving import next_position
from .shared import LINES, TEAMS, get_or_post, page, refuse_adding


@get_or_post
@may("planning.write")
def line_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    team = get_visible(TEAMS, request.user, pk=pk)
    refuse_adding(request, team)
    number = next_position(ActionLine.objects.filter(team=team))
    form = LineForm(request.POST or None, initial={"position": number})
    made = sent(
        request, form, lambda deed: services.add_line(team=team, facts=form.facts(), **deed)
    )
    if made:
        return done(request, made.get_absolute_url(), _("The action line is added."))
    return page(request, "line_form.html", form=form, team=team)


@get_or_post
@may("planning.write")
def line_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    line = get_visible(LINES, request.user, pk=pk)
    refuse_adding(request, line.team)
    form = LineForm(request.POST or None, line=line)
    changed = sent(
        request,
        form,
        lambda deed: services.change_line(
            line=line, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed:
        return done(request, changed.get_absolute_url(), _("The action line is changed."))
    return page(request, "line_form.html", form=form, team=line.team, line=line)
