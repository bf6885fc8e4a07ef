"""A decision as a row that is changed in place, whatever list it stands in."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from coordination.kit.rows import RowEdit

from .forms import AmendForm, RowForm
from .models import Decision
from .services import amend_decision
from .services.amending import refuse_who_does_not_amend


def edit_decision(decision: Decision, *, data: Any, by: Any, at: datetime) -> RowEdit:
    """Review, distribution and embargo, and while it is circulated the result; never a text.

    Refuses who does not change it before she types.
    """
    refuse_who_does_not_amend(decision, by)
    form = RowForm(data, instance=decision, auto_id=f"row-{decision.pk}-%s")
    return RowEdit(
        noun=decision,
        number=decision.number,
        text=decision.text,
        url=decision.get_absolute_url(),
        form=form,
        save=lambda: amend(decision, form, by=by, at=at),
        undo=undo_url,
    )


def amend(decision: Decision, form: AmendForm, *, by: Any, at: datetime) -> Decision:
    """Amended with what the form holds, from the version that was read."""
    values: dict[str, Any] = dict(form.cleaned_data)
    return amend_decision(decision=decision, version=form.version, by=by, at=at, **values)


def undo_url(decision: Decision) -> str:
    return reverse("decisions:undo", args=[decision.pk, decision.version])
