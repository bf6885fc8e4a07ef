"""Products are added, changed, delivered, dropped, and wait for each other."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from .. import services
from ..forms import DependencyForm, DropForm, NewProductForm, ProductForm, SupplyForm
from ..models import Product
from .pages import shown
from .shared import (
    DEPENDENCIES,
    PRODUCTS,
    TEAMS,
    get_or_post,
    page,
    pressed,
    refuse_adding,
    refuse_others,
    refuse_without_lines,
)


@get_or_post
@may("planning.write")
def product_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    team = get_visible(TEAMS, request.user, pk=pk)
    refuse_adding(request, team)
    refuse_without_lines(request, team)
    start = {"line": request.GET.get("lijn", ""), "owner": f"@{request.user.organisation.code}"}
    form = NewProductForm(request.POST or None, reader=request.user, team=team, initial=start)
    made = sent(
        request,
        form,
        lambda deed: services.add_product(
            line=form.cleaned_data["line"], facts=form.facts(), milestone=form.milestone(), **deed
        ),
    )
    if made:
        return done(request, made.get_absolute_url(), _("The product is added."))
    return page(request, "product_form.html", form=form, team=team)


@get_or_post
@may("planning.write")
def product_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(PRODUCTS, request.user, pk=pk)
    team = found.line.team
    refuse_others(request, team)
    form = ProductForm(request.POST or None, reader=request.user, team=team, product=found)
    changed = sent(
        request,
        form,
        lambda deed: services.change_product(
            product=found,
            facts=form.facts(),
            line=form.cleaned_data["line"],
            version=form.version,
            **deed,
        ),
    )
    if changed:
        return done(request, changed.get_absolute_url(), _("The product is changed."))
    return page(request, "product_form.html", form=form, team=team, product=found)


start = pressed(
    PRODUCTS,
    services.start_product,
    "product",
    gettext_lazy("The product is under way."),
    undo="planning:reopen",
)
deliver = pressed(
    PRODUCTS,
    services.deliver_product,
    "product",
    gettext_lazy("The product is delivered."),
    undo="planning:reopen",
)
reopen = pressed(
    PRODUCTS, services.reopen_product, "product", gettext_lazy("The product is planned again.")
)


@require_POST
@may("planning.write")
def drop(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Nothing is awaited of it any more; it says why."""
    found = get_visible(PRODUCTS, request.user, pk=pk)
    refuse_others(request, found.line.team)
    form = DropForm(request.POST, auto_id="drop_%s")
    now = sent(
        request,
        form,
        lambda deed: services.drop_product(product=found, **deed, **form.cleaned_data),
    )
    if now:
        return _done(request, now, _("The product is dropped."))
    return _again(request, found, form, "drop_form")


@require_POST
@may("planning.write")
def supply(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The next version, as a paper in the dossier of the team."""
    found = get_visible(PRODUCTS, request.user, pk=pk)
    refuse_others(request, found.line.team)
    form = SupplyForm(request.POST, request.FILES, auto_id="supply_%s")
    now = sent(
        request,
        form,
        lambda deed: services.supply_product(product=found, **deed, **form.cleaned_data),
    )
    if now:
        return done(request, now.get_absolute_url(), _("The version is supplied."))
    return _again(request, found, form, "supply_form")


@require_POST
@may("planning.write")
def depend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """It waits for another product."""
    found = get_visible(PRODUCTS, request.user, pk=pk)
    refuse_others(request, found.line.team)
    form = DependencyForm(request.POST, reader=request.user, product=found, auto_id="depend_%s")
    made = sent(
        request,
        form,
        lambda deed: services.add_dependency(product=found, **deed, **form.cleaned_data),
    )
    if made:
        undo = reverse("planning:undepend", args=[made.pk])
        return done(request, found.get_absolute_url(), _("It waits for that."), undo=undo)
    return _again(request, found, form, "depend_form")


@require_POST
@may("planning.write")
def undepend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    link = get_visible(DEPENDENCIES, request.user, pk=pk)
    services.remove_dependency(dependency=link, by=request.user, at=clock.now())
    return done(request, link.product.get_absolute_url(), _("It waits no longer."))


def _done(request: SignedInRequest, product: Product, sentence: str) -> HttpResponse:
    undo = reverse("planning:reopen", args=[product.pk, product.version])
    return done(request, product.get_absolute_url(), sentence, undo=undo)


def _again(request: SignedInRequest, found: Product, form: object, name: str) -> HttpResponse:
    """The page of the product with the form that was refused."""
    context = shown(request, found, **{name: form})
    status = status_of(form)  # type: ignore[arg-type]  # one of the forms of the page
    template = "workgroups/planning/product_detail.html"
    return render(request, template, context, status=status)
