"""The list as CSV and .xlsx, with the filters of the address and the rights of the reader."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.sheets import csv_response, xlsx_response
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..queries.exporting import export_points
from ..queries.filters import Filters


@require_safe
@may("export")
def action_csv(request: SignedInRequest) -> HttpResponse:
    return _export(request, csv_response)


@require_safe
@may("export")
def action_xlsx(request: SignedInRequest) -> HttpResponse:
    return _export(request, xlsx_response)


def _export(request: SignedInRequest, write: Callable[..., HttpResponse]) -> HttpResponse:
    now = clock.now()
    head, rows = export_points(request.user, Filters.read(request.GET), now=now)
    name: Any = f"actiepunten-{timezone.localdate(now):%Y-%m-%d}"
    return write(name, head, rows)
