"""What is typed about a stop."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit.forms import Versioned
from coordination.meetings.forms.fields import BodyChoice, MeetingChoice
from coordination.meetings.models import Meeting
from coordination.meetings.models.meetings import WRITABLE
from coordination.papers.models import Paper
from coordination.people.models import Body

from ..models import AdviceRequest, Stop, StopPurpose
from ..queries.placing import items_of_line, stands_unseen
from ..services import StopFacts
from .fields import long_text, offer


class StopForm(Versioned, forms.Form):
    """A stop in a coming meeting or where the line was treated, or at a body without a meeting."""

    purpose = forms.TypedChoiceField(
        label=_("Purpose"),
        choices=[(value, capfirst(label)) for value, label in StopPurpose.choices],
        coerce=StopPurpose,
    )
    meeting = MeetingChoice(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("No meeting yet")
    )
    body = BodyChoice(
        Body.objects.none(),
        label=_("Body"),
        required=False,
        empty_label=pgettext_lazy("body", "That of the meeting"),
    )
    answers = forms.BooleanField(label=_("The answer is promised here"), required=False)

    def __init__(
        self, *args: Any, reader: Any, line: AdviceRequest, stop: Stop | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        treated: set[Any] = {item.meeting_id for item in items_of_line(line, reader)}
        if stop is not None:
            treated.add(stop.meeting_id)
            if stands_unseen(stop, reader):
                self.fields["meeting"].empty_label = _("The one that you may not see")  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        meetings = Meeting.objects.visible_to(reader)
        meetings = meetings.filter(Q(status__in=WRITABLE) | Q(pk__in=treated))
        bodies = Body.objects.visible_to(reader).filter(active=True)
        offer(
            self,
            meeting=meetings.select_related("body").order_by("starts_at", "pk"),
            body=bodies.order_by("code"),
        )

    def facts(self) -> StopFacts:
        return StopFacts(**self.cleaned_data)

    def said_by(self, current: Any) -> dict[str, Any]:
        """A stop; nothing of a line, to which another stop was added first."""
        return start_of_stop(current) if isinstance(current, Stop) else {}


def start_of_stop(stop: Stop) -> dict[str, Any]:
    """What the form of a stop holds at first."""
    return {
        "purpose": stop.purpose,
        "meeting": stop.meeting_id,
        "body": stop.body_id,
        "answers": stop.answers,
    }


class PlaceForm(Versioned, forms.Form):
    """What is asked of the body where the line stops."""

    requested_decision = long_text(
        _("Requested decision"),
        3,
        required=False,
        help_text=_("Stands ready as text of the decision."),
    )

    def said_by(self, current: Any) -> dict[str, Any]:
        """Nothing: what is asked stands with the item."""
        return {}


class StopPaperForm(forms.Form):
    paper = forms.ModelChoiceField(Paper.objects.none(), label=_("Paper"), empty_label=None)

    def __init__(self, *args: Any, papers: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, paper=papers)
