"""Offices and who holds them."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of

from ..forms import HandOverForm, PostForm
from ..models import BodyMember, Post
from ..permissions import can_add_bodies, can_hand_over
from ..queries import list_posts
from ..requests import SignedInRequest
from ..rights import may
from ..services import create_post, hand_over_post

HELD = Post.objects.select_related("organisation", "holder__organisation")


@may("people.read")
@require_GET
def post_list(request: SignedInRequest) -> HttpResponse:
    """The posts, with who holds them."""
    context = {
        "page": page_of(list_posts(request.user), request),
        "may_add": can_add_bodies(request.user),
    }
    return render(request, "coordination/people/post_list.html", context)


@may("people.read")
def post(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who holds it since when, where it takes part, and handing it over."""
    found = get_visible(HELD, request.user, pk=pk)
    may_hand_over = can_hand_over(request.user, found)
    form = HandOverForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        values = {"to": form.cleaned_data["to"], "version": form.version}
        held = attempt(
            form,
            lambda: hand_over_post(post=found, by=request.user, at=clock.now(), **values),
        )
        if held:
            return done(request, found.get_absolute_url(), _("Post handed over."))
    rows = BodyMember.objects.visible_to(request.user).filter(post=found).present(clock.today())
    context = {
        "post": found,
        "memberships": rows.select_related("body").order_by("body__code"),
        "form": form if may_hand_over else None,
    }
    template = "coordination/people/post_detail.html"
    return render(request, template, context, status=status_of(form))


@may("bodies.manage")
def post_new(request: SignedInRequest) -> HttpResponse:
    """Add a post; somebody is given it on its own page."""
    if not can_add_bodies(request.user):
        raise PermissionDenied
    form = PostForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: create_post(by=request.user, at=clock.now(), **values))
        if made:
            return done(request, reverse("people:post", args=[made.pk]), _("Post added."))
    template = "coordination/people/post_form.html"
    return render(request, template, {"form": form}, status=status_of(form))
