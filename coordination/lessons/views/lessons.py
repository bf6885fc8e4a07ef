"""Lessons: the list, one of them, a new one, settled or opened again."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.dossiers.looking_back import stood_for
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.paging import page_of
from coordination.meetings.models import Meeting
from coordination.people.models import Organisation
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import LessonForm
from ..models import Lesson, LessonStatus, SourceKind
from ..permissions import can_change
from ..queries import Filters, list_lessons, with_applications
from ..services.keeping import add_lesson, change_lesson, reopen_lesson, settle_lesson

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("lessons.read")
@require_safe
def lesson_list(request: SignedInRequest) -> HttpResponse:
    """Lessons she may see, newest first."""
    wanted = Filters.read(request.GET)
    seen = Lesson.objects.visible_to(request.user).values("organisation")
    context = {
        "filters": wanted,
        "address": request.GET.urlencode(),
        "page": page_of(list_lessons(request.user, wanted), request),
        "statuses": LessonStatus.choices,
        "sources": SourceKind.choices,
        "owners": Organisation.objects.filter(pk__in=seen).order_by("code"),
        "may_write": request.user.may("lessons.write"),
        "may_export": request.user.may("export"),
    }
    return render(request, "coordination/lessons/lesson_list.html", context)


@may("lessons.write")
@get_or_post
def lesson_new(request: SignedInRequest) -> HttpResponse:
    """Write one down; `?dossier=` or `?overleg=` says where it was learnt."""
    start, meeting = _start(request)
    form = LessonForm(request.POST or None, initial=start, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: add_lesson(facts=form.facts(meeting), by=request.user, at=clock.now()),
        )
        if made:
            return done(request, made.get_absolute_url(), _("The lesson is written down."))
    return _page(request, form, meeting=meeting)


@may("lessons.read")
@get_or_post
def lesson(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One lesson with where it was applied; who writes in its dossier changes it here."""
    then = moment(request)
    rows = with_applications(request.user, until=then.at if then else None)
    found = get_visible(rows, request.user, pk=pk)
    if then and request.method != "POST":
        return _then(request, found, then)
    keeps = can_change(request.user, found)
    asks = keeps or request.method == "POST"
    form = LessonForm(request.POST or None, user=request.user, noun=found) if asks else None
    if form is not None and request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_lesson(
                lesson=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, found.get_absolute_url(), _("The lesson is changed."))
    return _page(request, form, lesson=found, keeps=keeps)


def _then(request: SignedInRequest, found: Lesson, then: Moment) -> HttpResponse:
    """As it stood, and which of its words differ now."""
    was = stood_for(request.user, found, then.at)
    said = {
        "learnt": _("what was learnt"),
        "otherwise": _("what we do otherwise"),
        "source": _("source"),
        "status": _("status"),
        "organisation_id": _("owner of the lesson"),
    }
    differs = [
        label for name, label in said.items() if was and getattr(was, name) != getattr(found, name)
    ]
    context = {"lesson": was, "named": found, "then": then, "differs": differs}
    return _page(request, None, **context)


@may("lessons.write")
@require_POST
def lesson_settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Done otherwise since, or dropped."""
    found = get_visible(Lesson, request.user, pk=pk)
    asked = request.POST.get("status", "")
    status = LessonStatus(asked) if asked in LessonStatus.values else LessonStatus.OPEN
    version = number_in(request.POST, "version")
    settled = settle_lesson(
        lesson=found, status=status, version=version, by=request.user, at=clock.now()
    )
    undo = reverse("lessons:reopen", args=[pk, settled.version])
    return done(request, found.get_absolute_url(), _("The lesson is settled."), undo=undo)


@may("lessons.write")
@require_POST
def lesson_reopen(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """Open once more."""
    found = get_visible(Lesson, request.user, pk=pk)
    reopen_lesson(lesson=found, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("The lesson is open again."))


def _start(request: SignedInRequest) -> tuple[dict[str, Any], Meeting | None]:
    start: dict[str, Any] = {"organisation": request.user.organisation_id}
    if asked := request.GET.get("overleg"):
        meeting = get_visible(Meeting, request.user, pk=asked)
        known = {"dossier": meeting.dossier_id, "body": meeting.body_id}
        return start | known | {"source_kind": SourceKind.MEETING}, meeting
    if asked := request.GET.get("dossier"):
        start["dossier"] = get_visible(Dossier, request.user, pk=asked).pk
    return start, None


def _page(request: SignedInRequest, form: LessonForm | None, **context: object) -> HttpResponse:
    context |= {"form": form, "statuses": LessonStatus}
    status = status_of(form) if form is not None else 200
    return render(request, "coordination/lessons/lesson.html", context, status=status)
