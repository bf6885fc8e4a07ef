"""What the pages of an exercise share."""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404

from ..models import Exercise
from ..queries.lists import exercise_of


def only_in_exercise(view: Callable[..., Any]) -> Callable[..., Any]:
    """Elsewhere there is no such page; /oefening/ itself says how to begin one."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not settings.EXERCISE:
            raise Http404
        return view(*args, **kwargs)

    return guarded


def led(user: Any) -> Exercise:
    """The exercise she leads; 404 where she leads none."""
    found = exercise_of(user)
    if found is None:
        raise Http404
    return found
