"""Levels that were set elsewhere: read in from a list, and laid beside what the rule gives."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..historic_forms import LevelsForm, SpanForm
from ..queries.comparing import Against, comparable, compared, counted
from ..queries.history import key_of, lists_read_in, read_in_at
from ..services.importing import Imported, NotImported, import_determinations
from ..services.unreading import take_back_list

MOST = 2_000


@may("levels.determine")
@require_http_methods(["GET", "HEAD", "POST"])
def levels_import(request: SignedInRequest) -> HttpResponse:
    """A list of levels: read at once; what is wrong stands there by its line."""
    form = LevelsForm(request.POST or None, request.FILES or None)
    report: Imported | None = None
    if request.method == "POST" and form.is_valid():
        report = attempt(form, lambda: _read(request, form))
        if report is not None and not report.skipped:
            said = _("%(added)d levels are read in, %(unchanged)d stood there already.")
            undo = _undo(report.read_at) if report.added or report.replaced else ""
            return done(request, _day_of(report), said % vars(report), undo=undo)
    context = {"form": form, "report": report, "lists": lists_read_in(request.user)}
    return render(request, "escalation/ladder/levels_import.html", context, status=status_of(form))


@may("levels.determine")
@require_POST
def levels_take_back(request: SignedInRequest, key: int) -> HttpResponse:
    """Take back the list that was read in at the moment of that key."""
    read_at = read_in_at(key, request.user)
    if read_at is None:
        raise Http404
    count = take_back_list(read_at=read_at, by=request.user, at=clock.now())
    said = ngettext("%(count)d level is taken back.", "%(count)d levels are taken back.", count)
    return done(request, reverse("ladder:levels_import"), said % {"count": count})


def _undo(read_at: datetime | None) -> str:
    return reverse("ladder:levels_take_back", args=[key_of(read_at)]) if read_at else ""


@may("ladder.read")
@require_safe
def comparison(request: SignedInRequest) -> HttpResponse:
    """Every published level beside what its ladder gives for that day, by the newest figures."""
    form = SpanForm(request.GET)
    form.is_valid()
    rows = comparable(
        request.user,
        first=form.day("van"),
        last=form.day("tot"),
        inferred=bool(form.cleaned_data.get("afgeleid")),
    )
    found = compared(rows[:MOST])
    context = {
        "form": form,
        "counts": [(one, number) for one, number in counted(found).items()],
        "total": len(found),
        "rows": [
            one for one in found
            if form.cleaned_data.get("alles") or one.against != Against.SAME
        ],
        "most": MOST if len(found) == MOST else None,
        "may_import": request.user.may("levels.determine"),
    }  # fmt: skip
    return render(request, "escalation/ladder/comparison.html", context)


def _read(request: SignedInRequest, form: LevelsForm) -> Imported:
    """What became of the list; refused, the form shows its lines as well."""
    try:
        return import_determinations(**form.facts(), by=request.user, at=clock.now())
    except NotImported as refusal:
        for trouble in refusal.imported.troubles:
            line = _("Line %(line)d: %(sentence)s")
            said = line % {"line": trouble.line, "sentence": trouble.sentence}
            form.add_error("upload", said if trouble.line else trouble.sentence)
        raise


def _day_of(report: Imported) -> str:
    """The country on the last day that was read in."""
    here = reverse("ladder:overview")
    return f"{here}?op={report.last_day}" if report.last_day else here
