"""Pages as of a moment beside themselves as they are: at most twice as slow."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from coordination.actions.models import ActionPoint
from coordination.example.bulk import Load, bulk
from coordination.example.services import load_example
from coordination.meetings.models import AgendaItem, Meeting
from coordination.people.models import Clearance, Organisation, Role, RoleGrant, User

from ._load import asks
from .measure import Limits, Table

SCALE, PART, TWICE = 5, 1_000, 2.0
"""Units of 1,000 points and 300 meetings beside the example, each with two states."""

PLACES = (
    ("first screen", "dashboard:today", ""),
    ("due dates", "due:list", ""),
    ("up or settled", "cycle:settled", ""),
    ("dossier", "dossiers:detail", "dossiers.Dossier"),
    ("meeting", "meetings:detail", "meetings.Meeting"),
    ("decision", "decisions:detail", "decisions.Decision"),
    ("point", "actions:detail", "actions.ActionPoint"),
    ("deadline", "cycle:deadline", "cycle.Deadline"),
    ("what a body knew", "meetings:known", "people.Body"),
    ("measure", "measures:detail", "measures.Measure"),
    ("team", "teams:detail", "teams.Team"),
    ("plan of a team", "planning:team", "teams.Team"),
    ("product", "planning:product", "planning.Product"),
    ("assignment", "assignments:detail", "assignments.Assignment"),
    ("advice line", "advice:detail", "advice.AdviceRequest"),
    ("options", "options:detail", "options.OptionSet"),
    ("region", "regions:detail", "regions.Region"),
    ("ladder", "ladder:overview", ""),
    ("levels by week", "ladder:heat", ""),
)


def bench(table: Table) -> None:
    """Every page of the line as a coordinator opens it, and as it stood an hour ago."""
    reader, at = fill(), timezone.localtime() - timedelta(hours=1)
    asked = urlencode({"op": f"{at:%Y-%m-%dT%H:%M:%S}"})
    for name, url_name, model in PLACES:
        path = _path(reader, url_name, model)
        if path is None:
            table.remark(f"{name}: nothing to look at", passed=False)
            continue
        present = table.measure(name, asks(reader, path), Limits())
        then = table.measure(f"{name}, then", asks(reader, f"{path}?{asked}"), Limits())
        ratio = then.median / present.median
        table.remark(f"{name} as of a moment costs {ratio:.2f} times itself", passed=ratio <= TWICE)


def _path(reader: User, url_name: str, model: str) -> str | None:
    if not model:
        return reverse(url_name)
    rows: Any = apps.get_model(model)._default_manager
    found = rows.visible_to(reader).order_by("pk").first()
    return reverse(url_name, args=[found.pk]) if found else None


def fill() -> User:
    """The example, and a load of which the history holds every row twice."""
    now = timezone.now()
    day = timezone.localdate(now)
    load_example(at=now - timedelta(hours=3), today=day, on=day - timedelta(days=2))
    load = Load(scale=SCALE, now=now)
    for name in ("people", "dossiers", "meetings", "actions"):
        if name in bulk:
            bulk[name](load)
    for model in (Meeting, AgendaItem, ActionPoint):
        _remember(model, now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    reader = User.objects.create(
        email="reader@example.gov",
        name="reader",
        organisation=Organisation.objects.order_by("code")[0],
        clearance=Clearance.DEPARTMENTAL,
    )
    RoleGrant.objects.create(user=reader, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    return reader


def _remember(model: Any, now: Any) -> None:
    """Two states of each row without history, from before the moment that is looked back to."""
    known = model.history.values("id")
    rows = model._default_manager.exclude(pk__in=known)
    for hours in (4, 2):
        model.history.bulk_history_create(
            rows.iterator(chunk_size=PART),
            batch_size=PART,
            default_date=now - timedelta(hours=hours),
        )
