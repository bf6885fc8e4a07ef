"""The first gate on the API: the same table as on the pages."""

from typing import Any

from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from .gate import allows
from .table import Level


class ByRole(IsAuthenticated):
    """Her role must reach the right that the view names for what is called.

    A view names one right for all (`action_name`), and others per operation (`action_names`,
    by the name of the operation: create, partial_update, ...).
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        right = right_of(view)
        return not right or allows(request.user, right) is not Level.NO


def right_of(view: Any, operation: str = "") -> str:
    """The right in the table that guards this operation of the view; "" where none is named."""
    names: dict[str, str] = getattr(view, "action_names", {})
    return names.get(operation or view.action or "") or str(getattr(view, "action_name", ""))
