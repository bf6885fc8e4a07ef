"""A deadline as a row that is changed in place: when it is due, who owes it, whether it is in."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.actions.forms import OwnerField, read_term
from coordination.actions.queries.owners import owner_choices
from coordination.kit.forms import TermField, Versioned
from coordination.kit.moments import moment
from coordination.kit.refusals import Refusal
from coordination.kit.rows import RowEdit

from .models import Deadline
from .permissions import can_keep
from .services.deadlines import Adjustment, adjust_deadline
from .services.keeping import refuse_who_does_not_owe

OPEN, MET = "open", "met"


class RowForm(Versioned, forms.Form):
    """What is left as it stands there is not changed; who owes it only says that it is in."""

    due = TermField(label=_("Due"), max_length=80)
    owner = OwnerField(help_text="")
    state = forms.ChoiceField(label=_("State"), choices=[(OPEN, _("open")), (MET, _("it is in"))])

    def __init__(
        self, data: Any = None, *, instance: Deadline, reader: Any, today: dt.date, keeps: bool
    ) -> None:
        super().__init__(data, initial=stands(instance), auto_id=f"row-{instance.pk}-%s")
        self.instance, self.today = instance, today
        self.fields["owner"].reader = reader  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        if not keeps:
            del self.fields["due"], self.fields["owner"]

    def said_by(self, current: Deadline) -> dict[str, Any]:
        return stands(current)

    def clean_due(self) -> dt.datetime | None:
        """The moment in words; without an hour that of the present one."""
        if "due" not in self.changed_data:
            return None
        term = read_term(self.cleaned_data["due"], on=self.today)
        time = term.due_time or timezone.localtime(self.instance.due_at).time()
        try:
            return moment(term.due_on, time)
        except Refusal as refusal:
            raise ValidationError(str(refusal.sentence)) from refusal

    def clean_owner(self) -> Any:
        return self.cleaned_data["owner"] if "owner" in self.changed_data else None

    @property
    def adjustment(self) -> Adjustment:
        data = self.cleaned_data
        met = data["state"] == MET if "state" in self.changed_data else None
        return Adjustment(data.get("due"), data.get("owner"), met)


def stands(deadline: Deadline) -> dict[str, Any]:
    """The fields as the deadline fills them in, so that they can be typed again."""
    due = timezone.localtime(deadline.due_at)
    return {
        "due": f"{due.day}-{due.month}-{due.year} {due:%H:%M}",
        "owner": _owner(deadline),
        "state": OPEN if deadline.met_at is None else MET,
        "version": deadline.version,
    }


def _owner(deadline: Deadline) -> str:
    if deadline.organisation is not None:
        return f"@{deadline.organisation.code}"
    if deadline.post is not None:
        return deadline.post.code
    return deadline.person.email if deadline.person is not None else ""


def edit_deadline(deadline: Deadline, *, data: Any, by: Any, at: dt.datetime) -> RowEdit:
    """The deadline as a row that is changed: by who keeps the rhythm, and by who owes it.

    Refuses others before they type.
    """
    refuse_who_does_not_owe(by, deadline)
    today = timezone.localdate(at)
    keeps = can_keep(by, deadline.dossier)
    form = RowForm(data, instance=deadline, reader=by, today=today, keeps=keeps)
    return RowEdit(
        noun=deadline,
        number=deadline.what,
        text="",
        url=deadline.get_absolute_url(),
        form=form,
        save=lambda: adjust_deadline(
            deadline=deadline, version=form.version, adjustment=form.adjustment, by=by, at=at
        ),
        undo=undo_url,
        below="coordination/actions/_owner_options.html",
        more={"owner_choices": owner_choices(None)},
    )


def undo_url(deadline: Deadline) -> str:
    return reverse("cycle:deadline_undo", args=[deadline.pk, deadline.version])
