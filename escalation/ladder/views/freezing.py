"""One press: the ladder as a paper of a meeting's item; and as a sheet of its own."""

from datetime import timedelta
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
from coordination.meetings.models import AgendaItem
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..freezing import frozen_pdf
from ..services.freezing import freeze_ladder
from .overview import look

AHEAD = timedelta(weeks=4)


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # which model stands in the queryset
    def label_from_instance(self, obj: Any) -> str:
        day = date_format(timezone.localtime(obj.meeting.starts_at), "j M H:i")
        return f"{obj.meeting.body.code} {day} · {obj.title}"


class FreezeForm(forms.Form):
    item = ItemChoice(AgendaItem.objects.none(), label=gettext_lazy("Agenda item"))

    def __init__(self, *args: Any, user: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        now = clock.now()
        rows = AgendaItem.objects.visible_to(user).filter(
            meeting__starts_at__gte=now - timedelta(hours=12), meeting__starts_at__lt=now + AHEAD
        )
        rows = rows.select_related("meeting__body")
        rows = rows.order_by("meeting__starts_at", "meeting", "position", "pk")
        self.fields["item"].queryset = rows  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind


@may("levels.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: SignedInRequest) -> HttpResponse:
    form = FreezeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        item = form.cleaned_data["item"]
        made = attempt(form, lambda: freeze_ladder(item=item, by=request.user, at=clock.now()))
        if made:
            return done(request, made.paper.get_absolute_url(), _("The ladder lies with the item."))
    context = {"form": form, "heading": _("Put the ladder on the agenda"), "region": None}
    return render(request, "escalation/ladder/process_form.html", context, status=status_of(form))


@require_safe
@may("ladder.read")
def sheet(request: SignedInRequest) -> HttpResponse:
    """The page as a PDF, now or as of `op`."""
    found, _then = look(request)
    marks = [_("Within government only")] if found.inside else []
    answer = HttpResponse(frozen_pdf(found, marks=marks), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="escalatieladder-{found.day}.pdf"'
    return answer
