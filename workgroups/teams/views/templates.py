"""Templates of teams: the list, keeping one, removing one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from ..forms import TemplateForm
from ..models import TeamTemplate
from ..permissions import can_propose
from ..services import keep_template, remove_template
from .showing import PAGE, form_page


@may("teams.propose")
@require_GET
def template_list(request: SignedInRequest) -> HttpResponse:
    """What a new team may start from."""
    if not can_propose(request.user):
        raise PermissionDenied
    found = TeamTemplate.objects.order_by("name").prefetch_related("seats__organisation")
    return render(request, "workgroups/teams/template_list.html", {"templates": found})


@may("teams.propose")
def template_keep(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what this team is like for the next one."""
    team = get_visible(PAGE, request.user, pk=pk)
    if not can_propose(request.user):
        raise PermissionDenied
    form = TemplateForm(request.POST or None)
    kept = sent(
        request, form, lambda deed: keep_template(team=team, name=form.cleaned_data["name"], **deed)
    )
    if kept is not None:
        return done(request, reverse("teams:templates"), _("The template is kept."))
    return form_page(request, form, _("Keep as a template"), team=team)


@may("teams.propose")
@require_POST
def template_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    template = get_object_or_404(TeamTemplate, pk=pk)
    remove_template(template=template, **deed_of(request))
    return done(request, reverse("teams:templates"), _("The template is removed."))
