"""What a noun said at a moment: `?op=2026-11-20T15:00` on the pages that can look back.

    at = moment(request)
    rows = as_of(Meeting, at).filter(id__in=Meeting.objects.visible_to(user).values("pk"))

Rights are those of today. What was still a draft then has no row: the page says
"being written".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from simple_history.manager import HistoricalQuerySet

from coordination.kit import clock
from coordination.kit.refusals import Refusal

ASKED = ("op", "as_of")
"""On a page, and on the API."""


@dataclass(frozen=True)
class Moment:
    """The moment a page looks back to, and the address of the page as it is now."""

    at: datetime
    now_url: str


def moment(request: HttpRequest | Request) -> Moment | None:
    """The moment asked for, local wall time; None for the present. Refuses nonsense."""
    name = next((name for name in ASKED if request.GET.get(name)), "")
    if not name:
        return None
    asked = request.GET[name]
    try:
        parsed = parse_datetime(asked)
        if parsed is None:
            raise ValueError(asked)
        if timezone.is_naive(parsed):
            parsed = timezone.make_aware(parsed)
        past = parsed <= clock.now()
    except (ValueError, OverflowError):
        sentence = _("This is not a moment. Write it like 2020-11-20T15:00.")
        raise Refusal(sentence, field=name) from None
    if not past:
        raise Refusal(_("This moment has not come yet."), field=name)
    query = request.GET.copy()
    del query[name]
    rest = query.urlencode()
    return Moment(parsed, f"{request.path}?{rest}" if rest else request.path)


def stamped(
    then: Moment, head: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> tuple[list[Any], list[list[Any]]]:
    """A sheet of how it stood says so in each row: one that is copied elsewhere still does."""
    word = f"{timezone.localtime(then.at):%Y-%m-%d %H:%M}"
    return [*head, gettext("as it stood on")], [[*row, word] for row in rows]


class AsOfSerializer(serializers.Serializer[Any]):
    """What an operation that can look back asks beside the rest; read it with `moment`."""

    as_of = serializers.CharField(
        required=False, help_text="As it stood then: 2020-11-20T15:00, local unless it says where."
    )


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


def attach(rows: Sequence[Any], name: str, model: type[models.Model]) -> None:
    """Give rows as they stood the present names they point at: one query."""
    keys = {getattr(row, f"{name}_id") for row in rows} - {None}
    found = model._default_manager.in_bulk(keys) if keys else {}
    for row in rows:
        key = getattr(row, f"{name}_id")
        if key in found:
            setattr(row, name, found[key])
