"""Papers: the list, one paper with its versions, supplying, fetching, removing."""

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.dossiers.models import Dossier
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .forms import PaperForm, VersionForm
from .models import Paper, PaperKind, PaperVersion
from .permissions import can_remove, can_supply
from .queries import list_papers
from .services import (
    add_paper,
    add_version,
    refuse_who_does_not_supply,
    remove_paper,
    restore_paper,
)

PAGE = Paper.objects.select_related("dossier", "supplied_by", "removed_by")
VERSIONS = PaperVersion.objects.select_related("paper__dossier")


@may("papers.read")
@require_GET
def index(request: SignedInRequest) -> HttpResponse:
    """The papers she may see, newest first."""
    text, kind = request.GET.get("q", "")[:200], request.GET.get("soort", "")
    kind = kind if kind in PaperKind.values else ""
    page = page_of(list_papers(request.user, text=text, kind=kind), request)
    context = {"page": page, "text": text, "kind": kind, "kinds": PaperKind.choices}
    return render(request, "coordination/papers/paper_list.html", context)


@may("papers.read")
@require_GET
def detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One paper and all its versions."""
    paper = get_visible(PAGE, request.user, pk=pk)
    record_read(dossier=paper.dossier, obj=paper, by=request.user, at=clock.now())
    return _page(request, paper, VersionForm())


@may("papers.write")
def new(request: SignedInRequest, dossier: UUID) -> HttpResponse:
    """The form of a new paper in a dossier."""
    into = get_visible(Dossier, request.user, pk=dossier)
    refuse_who_does_not_supply(into, request.user)
    initial = {"supplied_by": request.user.organisation_id, "classification": into.classification}
    form = PaperForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        paper = attempt(
            form,
            lambda: add_paper(dossier=into, **form.cleaned_data, by=request.user, at=clock.now()),
        )
        if paper is not None:
            undo = reverse("papers:remove", args=[paper.pk])
            return done(request, paper.get_absolute_url(), _("The paper is supplied."), undo=undo)
    context = {"form": form, "dossier": into}
    status = 422 if request.method == "POST" else 200
    return render(request, "coordination/papers/paper_form.html", context, status=status)


@may("papers.write")
@require_POST
def next_version(request: SignedInRequest, pk: UUID) -> HttpResponse:
    paper = get_visible(PAGE, request.user, pk=pk)
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        version = attempt(
            form,
            lambda: add_version(paper=paper, **form.cleaned_data, by=request.user, at=clock.now()),
        )
        if version is not None:
            sentence = _("Version %(number)d is supplied.") % {"number": version.number}
            return done(request, paper.get_absolute_url(), sentence)
    return _page(request, paper, form)


@may("papers.read")
@require_GET
def download(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The bytes as an attachment that no browser runs; fetching what is classified is recorded."""
    version = get_visible(VERSIONS, request.user, pk=pk)
    dossier = version.paper.dossier
    record_read(dossier=dossier, obj=version, by=request.user, at=clock.now())
    response = FileResponse(
        version.file.open("rb"),
        as_attachment=True,
        filename=version.name,
        content_type=version.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@may("papers.write")
@require_POST
def remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    paper = get_visible(PAGE, request.user, pk=pk)
    remove_paper(paper=paper, by=request.user, at=clock.now())
    undo = reverse("papers:restore", args=[pk])
    return done(request, paper.dossier.get_absolute_url(), _("The paper is removed."), undo=undo)


@may("papers.write")
@require_POST
def restore(request: SignedInRequest, pk: UUID) -> HttpResponse:
    paper = get_visible(PAGE, request.user, pk=pk)
    restore_paper(paper=paper, by=request.user, at=clock.now())
    return done(request, paper.get_absolute_url(), _("The paper is back."))


def _page(request: SignedInRequest, paper: Paper, form: VersionForm) -> HttpResponse:
    supplies = can_supply(request.user, paper.dossier) and paper.removed_at is None
    context = {
        "paper": paper,
        "versions": paper.versions.select_related("supplied_by__organisation").order_by("-number"),
        "form": form if supplies else None,
        "may_remove": can_remove(request.user, paper),
    }
    status = 422 if form.is_bound else 200
    return render(request, "coordination/papers/paper_detail.html", context, status=status)
