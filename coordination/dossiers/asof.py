"""What a noun said at a moment: `?op=2026-11-20T15:00` on the pages that can look back.

    at = moment(request)
    rows = as_of(Meeting, at).filter(id__in=Meeting.objects.visible_to(user).values("pk"))

Rights are those of today. What was still a draft then has no row: the page says
"being written".
"""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.manager import HistoricalQuerySet


class Standing(HistoricalQuerySet):
    """Rows as they stood; what their history leaves out is asked only where it is used."""

    def _instanceize(self) -> None:
        rows: Any = vars(self)["_result_cache"]
        if not rows or not self._as_instances or not isinstance(rows[0], self.model):
            return
        model: Any = self.model.instance_type
        known = {field.attname for field in self.model.tracked_fields}
        names = [one.attname for one in model._meta.concrete_fields if one.attname in known]
        self._result_cache = [
            model.from_db(self.db, names, [getattr(row, name) for name in names]) for row in rows
        ]


def as_of(model: type[models.Model], at: datetime) -> models.QuerySet[Any]:
    """The rows of `model` as they stood at `at`, as unsaved instances; removed ones stay away.

    A deed that saves a noun twice leaves two states of one moment: the higher version counts,
    and of one version what it was changed to after it was made.
    """
    history: Any = model.history  # type: ignore[attr-defined]  # put there by simple_history
    pk = model._meta.pk.attname
    known = history.filter(history_date__lte=at)
    same = Q(history_date=OuterRef("history_date"))
    later = Q(history_date__gt=OuterRef("history_date"))
    if any(field.name == "version" for field in model._meta.get_fields()):
        later |= same & Q(version__gt=OuterRef("version"))
        same &= Q(version=OuterRef("version"))
    newer = known.filter(later, **{pk: OuterRef(pk)})
    changed = known.filter(same, history_type="~", **{pk: OuterRef(pk)})
    standing = known.filter(~Exists(newer)).filter(~Q(history_type="+") | ~Exists(changed))
    found: models.QuerySet[Any] = Standing(
        standing.model, query=standing.query, using=standing.db
    ).as_instances()
    return found


def stood(noun: Any, at: datetime) -> Any | None:
    """This noun as it stood at `at`, with what was asked beside it; None where it was not there.

    One query. What its history leaves out stays as it is now.
    """
    model, pk = type(noun), noun._meta.pk.attname
    tracked = [field.attname for field in model.history.model.tracked_fields]
    row = as_of(model, at).filter(**{pk: noun.pk}).values(*tracked).first()
    if row is None:
        return None
    then = copy(noun)
    for name, value in row.items():
        setattr(then, name, value)
    return then


def attach(rows: Sequence[Any], name: str, model: type[models.Model]) -> None:
    """Give rows as they stood the present names they point at: one query."""
    keys = {getattr(row, f"{name}_id") for row in rows} - {None}
    found = model._default_manager.in_bulk(keys) if keys else {}
    for row in rows:
        key = getattr(row, f"{name}_id")
        if key in found:
            setattr(row, name, found[key])
