"""Prints of a dossier, and what the record says since a print: for each app above that joins."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.audit.models import AuditEvent
from coordination.prints.registries import PrintedPage, PrintKind, kinds, pages

from .models import Dossier
from .queries.timeline import TimelineRow, read_rows
from .queries.wording import FieldChange, model_of

TAKEN = 200
TOLD = 20
"""So many sentences; of what is more only the number."""


def paper_mark_of(dossiers: Iterable[Dossier]) -> str:
    """The classification of what stands in a list, for every page that is printed of it."""
    return next((one.paper_mark for one in dossiers if one.is_classified), "")


def restricted_among(keys: Iterable[Any]) -> dict[UUID, Dossier]:
    """The restricted dossiers with one of these keys, for a list that has the keys alone.

    What is classified is restricted.
    """
    return Dossier.objects.filter(restricted=True).in_bulk(set(keys))


def print_noun(
    number: int,
    model: type[models.Model],
    action: str,
    *,
    name: str | Promise,
    parts: str | None = None,
) -> None:
    """A print of one object of `model` says what the record says of it since.

    With `parts`, the beginning of a label such as `teams.` (empty: all), also of its dossier.
    `action` is the right to read it.
    """

    def rows(user: Any) -> models.QuerySet[Any]:
        found: Any = model._default_manager.all()
        seen: models.QuerySet[Any] = found.visible_to(user) if user.may(action) else found.none()
        return seen

    def since(user: Any, noun: Any, at: datetime) -> Sequence[str] | None:
        about = Q(object_type=model._meta.label_lower, object_id=str(noun.pk))
        if not AuditEvent.objects.filter(about, at__lte=at).exists():
            return None
        if parts is not None:
            dossier = noun.pk if model is Dossier else noun.dossier_id
            about |= Q(dossier=dossier, object_type__startswith=parts)
        return told_since(user, at, about)

    kinds.add(model._meta.label_lower, PrintKind(number, model, name, rows, str, since))


def print_page(url_name: str, title: str | Promise, action: str, *labels: str) -> None:
    """A print of a list or an overview says what happened to the objects with these labels.

    A label may end in a dot: then it is all objects of that app.
    """
    about = Q()
    for label in labels:
        about |= Q(object_type__startswith=label) if label.endswith(".") else Q(object_type=label)

    def since(user: Any, at: datetime) -> Sequence[str]:
        return told_since(user, at, about)

    pages.add(url_name, PrintedPage(url_name, title, action, since))


def told_since(user: Any, at: datetime, about: Q) -> list[str]:
    """What happened since, oldest first, in objects that `user` may see now."""
    events = AuditEvent.objects.filter(about, at__gt=at).exclude(stream="reads")
    rows = read_rows(events.order_by("at", "seq", "pk")[:TAKEN], reader=user)
    # what one deed did to an object is told once, as the deed itself calls it
    once: dict[Any, TimelineRow] = {}
    for row in rows:
        if row.title:
            event = row.event
            key = event.deed, event.object_type, event.object_id
            once[key] = row if event.root else once.get(key, row)
    told = [_sentence(row) for row in once.values()]
    more = len(told) - TOLD
    if more <= 0:
        return told
    rest = ngettext("And %(count)d more change.", "And %(count)d more changes.", more)
    return [*told[:TOLD], rest % {"count": more}]


def _sentence(row: TimelineRow) -> str:
    model: Any = model_of(row.event.object_type)
    untold = [model._meta.get_field(name).verbose_name for name in getattr(model, "untold", ())]
    changes = [_change(one) for one in row.changes if one.label not in untold]
    return " ".join([f"{_said(row.event.at)}, {row.who} {row.words}: {row.title}.", *changes])


def _change(change: FieldChange) -> str:
    words = {"label": capfirst(change.label), "then": _said(change.old), "now": _said(change.new)}
    return _("%(label)s: was %(then)s, is now %(now)s.") % words


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, f"D {get_format('SHORT_DATE_FORMAT')} Y")
    return "–" if value in (None, "") else str(value)


print_noun(5, Dossier, "dossiers.read", name=gettext_lazy("Dossier"), parts="")
print_page("dossiers:list", gettext_lazy("Dossiers"), "dossiers.read", "dossiers.dossier")
