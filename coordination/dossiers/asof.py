"""What a noun said at a moment: `?op=2026-11-20T15:00` on the pages that can look back.

    at = moment(request)
    rows = as_of(Meeting, at).filter(id__in=Meeting.objects.visible_to(user).values("pk"))

Rights are those of today. What was still a draft then has no row: the page says
"being written".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from coordination.kit import clock
from coordination.kit.refusals import Refusal


@dataclass(frozen=True)
class Moment:
    """The moment a page looks back to, and the address of the page as it is now."""

    at: datetime
    now_url: str


def moment(request: HttpRequest | Request) -> Moment | None:
    """The moment asked for with `op`, local wall time; None for the present. Refuses nonsense."""
    asked = request.GET.get("op", "")
    if not asked:
        return None
    try:
        parsed = parse_datetime(asked)
        if parsed is None:
            raise ValueError(asked)
        if timezone.is_naive(parsed):
            parsed = timezone.make_aware(parsed)
        past = parsed <= clock.now()
    except (ValueError, OverflowError):
        sentence = _("This is not a moment. Write it like 2020-11-20T15:00.")
        raise Refusal(sentence, field="op") from None
    if not past:
        raise Refusal(_("This moment has not come yet."), field="op")
    query = request.GET.copy()
    del query["op"]
    rest = query.urlencode()
    return Moment(parsed, f"{request.path}?{rest}" if rest else request.path)


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
    found: models.QuerySet[Any] = standing.as_instances()
    return found


def attach(rows: Sequence[Any], name: str, model: type[models.Model]) -> None:
    """Give rows as they stood the present names they point at: one query."""
    keys = {getattr(row, f"{name}_id") for row in rows} - {None}
    found = model._default_manager.in_bulk(keys) if keys else {}
    for row in rows:
        key = getattr(row, f"{name}_id")
        if key in found:
            setattr(row, name, found[key])
