import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ..requests import SignedInRequest
from .table import TABLE, Level

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_ORDER = [Level.NO, Level.BREAK_GLASS, Level.SECOND, Level.PART, Level.YES]


def allows(user: Any, action: str) -> Level:
    """The furthest level at which any of her roles reaches `action`."""
    levels = [TABLE[action].levels[role] for role in user.roles] if user.is_active else []
    return max(levels, key=_ORDER.index, default=Level.NO)


def may(action: str) -> Callable[[View[P]], Guarded[P]]:
    """Let only those through whose role reaches `action`; the view sees to her part."""
    if action not in TABLE:
        raise KeyError(f"{action} has no row in the table of rights")

    def decorate(view: View[P]) -> Guarded[P]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if allows(request.user, action) is Level.NO:
                raise PermissionDenied(action)
            return view(cast("SignedInRequest", request), *args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]  # what the sweep reads of a view
        return guarded

    return decorate
