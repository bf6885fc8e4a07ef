"""One press: the ladder as a paper of a meeting's item; and as a sheet of its own."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.queries.submitting import open_items, open_meetings
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..freezing import frozen_pdf
from ..services.freezing import freeze_ladder
from .overview import look


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return f"{_when(obj.meeting)} · {obj.title}"


class MeetingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        return _when(obj)


class FreezeForm(forms.Form):
    """With an item that takes her papers, or as a new item of a meeting that takes one from her."""

    item = ItemChoice(AgendaItem.objects.none(), label=gettext_lazy("Agenda item"), required=False)
    meeting = MeetingChoice(
        Meeting.objects.none(), label=gettext_lazy("Or a new item of"), required=False
    )

    def __init__(self, *args: Any, user: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        now = clock.now()
        self.fields["item"].queryset = open_items(user, now)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        self.fields["meeting"].queryset = open_meetings(user, now)  # type: ignore[attr-defined]  # the same


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: SignedInRequest) -> HttpResponse:
    form = FreezeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data
        made = attempt(form, lambda: freeze_ladder(**place, by=request.user, at=clock.now()))
        if made:
            paper = made[-1].paper
            return done(request, paper.get_absolute_url(), _("The ladder lies with the item."))
    context = {"form": form, "heading": _("Put the ladder on the agenda"), "region": None}
    return render(request, "escalation/ladder/process_form.html", context, status=status_of(form))


def _when(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.starts_at), "SHORT_DATETIME_FORMAT")
    return f"{meeting.body.code} {day}"


@require_safe
@may("ladder.read")
def sheet(request: SignedInRequest) -> HttpResponse:
    """The page as a PDF, now or as of `op`."""
    found, _then = look(request)
    marks = [_("Within government only")] if found.inside else []
    answer = HttpResponse(frozen_pdf(found, marks=marks), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="escalatieladder-{found.day}.pdf"'
    return answer
