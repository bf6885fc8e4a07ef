"""What forms share: a refused deed becomes an error of the form, so that typed text stays."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from .refusals import NotAllowed, Refusal, Stale

R = TypeVar("R")


def attempt(form: BaseForm, service: Callable[[], R]) -> R | None:
    """What `service` returns; None where it refused, and then the form says why.

    A refusal because somebody else was first, or because the deed is not hers, goes on to the
    caller: nothing that she types would help.
    """
    try:
        return service()
    except (Stale, NotAllowed):
        raise
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.sentence))
        return None
