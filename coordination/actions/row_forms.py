"""A row of the list as it is changed in place: owner, term and state at once."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import TermField, Versioned
from coordination.kit.refusals import Stale
from coordination.kit.rows import RowEdit

from .forms import OwnerField, read_term
from .models import ActionPoint, ActionStatus
from .permissions import can_manage
from .queries.owners import owner_choices
from .services.changing import Change, change_action_point
from .services.closing import ask_to_update

STATES = (ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED)


class RowForm(Versioned, forms.Form):
    """What is left as it stands there is not changed; who owns it only gives and ticks."""

    due = TermField(label=_("Due"), max_length=80)
    owner = OwnerField(help_text="")
    status = forms.TypedChoiceField(label=_("State"), coerce=ActionStatus)
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, data: Any = None, *, instance: ActionPoint, reader: Any, today: date, manages: bool
    ) -> None:
        super().__init__(data, initial=stands(instance), auto_id=f"row-{instance.pk}-%s")
        self.instance, self.today = instance, today
        self.fields["owner"].reader = reader  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        states = STATES if manages else STATES[:2]
        self.fields["status"].choices = [(one.value, one.label) for one in states]  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        if not manages:
            del self.fields["due"]

    def meet(self, stale: Stale) -> None:
        """Somebody else was first: what she left as it was follows what stands there now."""
        sent, data = self.version, dict(self.data.items())
        rows: Any = ActionPoint.history.filter(id=self.instance.pk, version=sent)
        before = rows.first()
        there = stands(before.instance) if before else {}
        for name, now in stands(stale.current).items():
            if name in self.fields and str(there.get(name)) == data.get(name):
                data[name] = str(now)
        self.data = data
        super().meet(stale)

    def said_by(self, current: Any) -> dict[str, Any]:
        return stands(current)

    def clean_due(self) -> Any:
        """The term in words, and none where it is the one that stood there."""
        words = self.cleaned_data["due"]
        return read_term(words, on=self.today) if "due" in self.changed_data else None

    def clean_owner(self) -> Any:
        return self.cleaned_data["owner"] if "owner" in self.changed_data else None

    def clean_status(self) -> ActionStatus:
        status: ActionStatus = self.cleaned_data["status"]
        if status == ActionStatus.OPEN and self.instance.status != ActionStatus.OPEN:
            raise ValidationError(_("This action point is no longer open; reopen it first."))
        return status

    @property
    def change(self) -> Change:
        data = self.cleaned_data
        status = data["status"] if "status" in self.changed_data else None
        return Change(data.get("due"), data["owner"], status, data["reason"])


def stands(point: ActionPoint) -> dict[str, Any]:
    """The fields as the point fills them in, so that they can be typed again."""
    person, post = point.owner_person, point.owner_post
    owner = post.code if post else person.email if person else f"@{point.owner_organisation.code}"
    hour = f" {point.due_time:%H:%M}" if point.due_time else ""
    due = point.due_words or f"{point.due_on.day}-{point.due_on.month}-{point.due_on.year}{hour}"
    return {"due": due, "owner": owner, "status": point.status, "version": point.version}


def edit_point(point: ActionPoint, *, data: Any, by: Any, at: datetime) -> RowEdit:
    """A point as a row that is changed: by who manages it, and less of it by its owner.

    Refuses others before they type.
    """
    ask_to_update(point, by)
    form = RowForm(
        data,
        instance=point,
        reader=by,
        today=timezone.localdate(at),
        manages=can_manage(by, point),
    )
    return RowEdit(
        noun=point,
        number=point.number,
        text=point.text,
        url=point.get_absolute_url(),
        form=form,
        save=lambda: change_action_point(
            point=point, version=form.version, change=form.change, by=by, at=at
        ),
        undo=undo_url,
        below="coordination/actions/_owner_options.html",
        more={"owner_choices": owner_choices(point.body)},
    )


def undo_url(point: ActionPoint) -> str:
    return reverse("actions:undo", args=[point.pk, point.version])
