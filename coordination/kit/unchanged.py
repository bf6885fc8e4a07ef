"""A change by the API that changes nothing leaves no trace: neither a version nor an event."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework import status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from .api import with_version


class Standing(NamedTuple):
    """A noun at one moment: its row, and how it is shown to who asks."""

    row: dict[str, Any]
    shown: dict[str, Any]

    def shows(self, sent: Any) -> bool:
        return isinstance(sent, Mapping) and all(name in self.shown for name in sent)

    def without(self, names: tuple[str, ...]) -> list[dict[str, Any]]:
        return [{k: v for k, v in part.items() if k not in names} for part in self]


class KeepsUnchanged(viewsets.GenericViewSet[Any]):
    """Its deed is done, as that alone knows what it changes and refuses, and taken back whole
    where its noun then stands as it stood."""

    rises_with_each: tuple[str, ...] = ("version",)
    before: Standing | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action == "partial_update":
            self.before = self._standing()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "PATCH":
            return super().dispatch(request, *args, **kwargs)
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)
            before = self.before if response.status_code == status.HTTP_200_OK else None
            if before is None or not self._still(before):
                return response
            transaction.set_rollback(True)
        return self.finalize_response(self.request, _as_it_stood(before))

    def show_current(self, noun: Any) -> dict[str, Any]:
        """What stands there now, also for who came with an old version."""
        shown: dict[str, Any] = self.get_serializer(noun).data
        return shown

    def _still(self, before: Standing) -> bool:
        """Of what was sent under a name that is not shown one cannot tell."""
        rises = self.rises_with_each
        shown = before.shows(self.request.data)
        return shown and self._standing().without(rises) == before.without(rises)

    def _standing(self) -> Standing:
        noun = self.get_object()
        row = {one.attname: getattr(noun, one.attname) for one in noun._meta.concrete_fields}
        return Standing(row, dict(self.show_current(noun)))


def _as_it_stood(before: Standing) -> Response:
    response = Response(before.shown)
    version = before.row.get("version")
    return response if version is None else with_version(response, version)
