"""Naming who takes part, changing it, ending it, and who comes after her."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from ..forms import EndForm, SeatForm
from ..models import TeamMember
from ..services import add_member, change_member, end_member, replace_member
from .showing import form_page, kept_team, refuse_keeping

SHOWN = TeamMember.objects.select_related(
    "team__dossier", "team__body", "organisation", "person", "post__holder", "seat", "access"
)


@may("teams.keep")
def member_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody takes part from a day on, or an organisation of which nobody is known yet."""
    team = kept_team(request, pk)
    form = SeatForm(request.POST or None, initial={"since": max(clock.today(), team.starts_on)})
    made = sent(request, form, lambda deed: add_member(team=team, seat=form.seat(), **deed))
    if made is not None:
        return done(request, team.get_absolute_url(), _("Named in the team."))
    return _seat_page(request, form, _("Name who takes part"), made=None, team=team)


@may("teams.keep")
def member_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who it is, her role, capacity and days; where nobody was known, who it is now."""
    member = _kept(request, pk)
    form = SeatForm(request.POST or None, initial=SeatForm.facts_of(member))
    changed = sent(
        request,
        form,
        lambda deed: change_member(member=member, **deed, seat=form.seat(), version=form.version),
    )
    if changed is not None:
        return done(request, member.get_absolute_url(), _("Changed."))
    return _seat_page(request, form, _("Change who takes part"), made=member, team=member.team)


@may("teams.keep")
def member_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """She takes part no longer; what she could read by it ends that day."""
    member = _kept(request, pk)
    start = {"until": clock.today(), "version": member.version}
    form = EndForm(request.POST or None, initial=start)
    ended = sent(
        request,
        form,
        lambda deed: end_member(
            member=member, **deed, until=form.cleaned_data["until"], version=form.version
        ),
    )
    if ended is not None:
        return done(request, member.get_absolute_url(), _("The place is ended."))
    return form_page(request, form, _("End this place"), team=member.team, member=member)


@may("teams.keep")
def member_replace(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody else of the same organisation takes her place from a day on."""
    member = _kept(request, pk)
    start = SeatForm.facts_of(member) | {
        "person": None,
        "post": None,
        "seconded": False,
        "since": clock.today(),
        "until": None,
    }
    form = SeatForm(request.POST or None, initial=start)
    made = sent(
        request,
        form,
        lambda deed: replace_member(member=member, **deed, seat=form.seat(), version=form.version),
    )
    if made is not None:
        return done(request, member.get_absolute_url(), _("Somebody else takes part now."))
    return _seat_page(request, form, _("Let somebody else take part"), made=None, team=member.team)


def _kept(request: SignedInRequest, pk: UUID) -> TeamMember:
    member: TeamMember = get_visible(SHOWN, request.user, pk=pk)
    refuse_keeping(request, member.team)
    return member


def _seat_page(request: SignedInRequest, form: SeatForm, title: str, **more: Any) -> HttpResponse:
    page = "workgroups/teams/member_form.html"
    return form_page(request, form, title, template=page, **more)
