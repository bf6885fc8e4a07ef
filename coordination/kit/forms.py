"""What forms share: a refused deed becomes an error of the form, so that typed text stays."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from .refusals import Refusal, Stale

R = TypeVar("R")


def attempt(form: BaseForm, service: Callable[[], R]) -> R | None:
    """What `service` returns; None where it refused, and then the form says why.

    A refusal because somebody else was first goes on to the caller, which shows both texts.
    """
    try:
        return service()
    except Stale:
        raise
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.sentence))
        return None
