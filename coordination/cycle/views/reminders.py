"""Rules of reminders, later until, and what a coordinator raises."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..due import DueItem, due_items
from ..models import ReminderRule
from ..previewing import preview_of
from ..queries.due import find_item
from ..reminder_forms import LaterForm, RaiseForm, RuleForm
from ..services.reminders.putting_off import put_off, refuse_who_does_not_put_off
from ..services.reminders.raising import raise_item
from ..services.reminders.rules import add_rule, change_rule

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("cycle.remind")
@require_safe
def rule_list(request: SignedInRequest) -> HttpResponse:
    """Every rule, by what it is about."""
    rules = ReminderRule.objects.visible_to(request.user).order_by("kind", "side", "number", "pk")
    labels = {name: due_items[name].label for name in due_items.names()}
    rows = [(rule, labels.get(rule.kind, rule.kind)) for rule in rules[:200]]
    return render(request, "coordination/cycle/rule_list.html", {"rows": rows})


@may("cycle.remind")
@get_or_post
def rule_new(request: SignedInRequest) -> HttpResponse:
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: add_rule(facts=form.facts(), by=request.user, at=clock.now()))
        if made:
            return done(request, made.get_absolute_url(), _("Rule added."))
    context = {"form": form}
    return render(request, "coordination/cycle/rule_form.html", context, status=status_of(form))


@may("cycle.remind")
@get_or_post
def rule(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One rule, with what it would say of an item that she may see."""
    found = get_visible(ReminderRule, request.user, pk=pk)
    form = RuleForm(request.POST or None, rule=found)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_rule(
                rule=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, found.get_absolute_url(), _("Rule changed."))
    preview = preview_of(found, request.user, at=clock.now())
    context = {"form": form, "rule": found, "preview": preview}
    return render(request, "coordination/cycle/rule_form.html", context, status=status_of(form))


@may("cycle.later")
@get_or_post
def later(request: SignedInRequest, kind: str, pk: UUID) -> HttpResponse:
    """Hear of it again on a later day."""
    item = _item(request, kind, pk)
    refuse_who_does_not_put_off(item, request.user)
    form = LaterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        if attempt(
            form,
            lambda: put_off(item=item, until=until, by=request.user, at=clock.now()),
        ):
            return done(request, f"{reverse('due:list')}?van=mij", _("You hear of it again then."))
    context = {"form": form, "item": item, "now": clock.now()}
    return render(request, "coordination/cycle/later.html", context, status=status_of(form))


@may("cycle.remind")
@get_or_post
def raise_late(request: SignedInRequest, kind: str, pk: UUID) -> HttpResponse:
    """Ask the attention of somebody higher for what is late."""
    item = _item(request, kind, pk)
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            lambda: raise_item(
                item=item,
                to=data["person"],
                reason=data["reason"],
                by=request.user,
                at=clock.now(),
            ),
        ):
            return done(request, reverse("due:list"), _("Raised."))
    context = {"form": form, "item": item, "now": clock.now()}
    return render(request, "coordination/cycle/raise.html", context, status=status_of(form))


def _item(request: SignedInRequest, kind: str, pk: UUID) -> DueItem:
    item = find_item(kind, pk, user=request.user)
    if item is None:
        raise Http404
    return item
