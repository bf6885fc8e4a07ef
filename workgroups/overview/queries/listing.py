"""Which dossiers the overview holds, and in what order: one question for all of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.kit.matching import starts_word, words
from coordination.measures.models import Measure
from coordination.meetings.models import Meeting, MeetingStatus

from .attention import Mark, knows_silence, last_stirred, late_points, without_team
from .wanted import ALL, ATTENTION, NOBODY, Wanted


@dataclass(frozen=True)
class Listing:
    """The dossiers in the order that is asked for; `apart` those of regions, where they fold."""

    rows: list[Mark]
    apart: list[Mark]

    @property
    def all(self) -> list[Mark]:
        return self.rows + self.apart


def list_issues(user: Any, wanted: Wanted, *, now: datetime, today: date) -> Listing:
    """The dossiers she may see that match.

    Those of regions stand apart until a kind or a word of the title is asked for.
    """
    marks = [Mark.of(row, now) for row in _asked(user, wanted, now=now, today=today)]
    if wanted.late:
        marks = [one for one in marks if one.late]
    if wanted.weeks and knows_silence(user):
        marks = [one for one in marks if (one.weeks or 0) >= wanted.weeks]
    if wanted.sort == ATTENTION:
        marks.sort(key=partial(_by_attention, now=now, turn=1 if wanted.down else -1))
    if not wanted.folds:
        return Listing(marks, [])
    return Listing(
        [one for one in marks if one.kind != DossierKind.REGION],
        [one for one in marks if one.kind == DossierKind.REGION],
    )


def coming(user: Any, now: Any) -> Any:
    planned = Meeting.objects.visible_to(user).filter(ends_at__gte=now)
    return planned.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])


def _by_attention(one: Mark, now: datetime, turn: int) -> tuple[int, datetime]:
    """What most reasons hold of, then what was silent longest."""
    return turn * one.urgency, one.stirred_at or now


def _asked(user: Any, wanted: Wanted, *, now: datetime, today: date) -> Any:
    """The fields of a mark; built once for all readers where nothing is typed."""
    wanted = replace(wanted, late=False, weeks=0)
    build = partial(_marked, wanted=wanted) if wanted.types else _prepared(wanted)
    return build(user, now=now, today=today)


@cache
def _prepared(wanted: Wanted) -> PreparedForReader:
    build = partial(_marked, wanted=wanted)
    return PreparedForReader(build, now=DateTimeField(), today=DateField())


def _marked(user: Any, *, wanted: Wanted, now: Any, today: Any) -> Any:
    late = late_points(user, today)
    marked = _matching(user, wanted).annotate(
        # as text: of two thousand keys some fifty are looked up
        key=Cast("pk", CharField()),
        is_open=_whether(Q(closed_at=None)),
        is_late=_whether(Q(pk__in=late.order_by().values("dossier"))),
        is_loose=_whether(Q(primacy=None)),
        stirred_at=last_stirred() if knows_silence(user) else Value(None, DateTimeField()),
    )
    columns = ("key", "kind", "owner__code", "is_open", "is_late", "is_loose", "stirred_at")
    return _sorted(marked, user, wanted, now=now, late=late).values_list(*columns)


def _whether(when: Q) -> Case:
    return Case(When(when, then=True), default=False)


def _matching(user: Any, wanted: Wanted) -> QuerySet[Dossier]:
    """All that match by what does not hang on the moment."""
    found = Dossier.objects.visible_to(user)
    if wanted.state != "all":
        found = found.filter(closed_at__isnull=wanted.state == "open")
    if wanted.owner:
        found = found.filter(owner__code__iexact=wanted.owner)
    if wanted.primacy == NOBODY:
        found = found.filter(primacy=None)
    elif wanted.primacy:
        found = found.filter(primacy__code__iexact=wanted.primacy)
    if wanted.kind not in ("", ALL):
        found = found.filter(kind=wanted.kind)
    if wanted.sector:
        found = found.filter(_in_sector(user, wanted.sector))
    for word in words(wanted.text):
        found = found.filter(title__iregex=starts_word(word))
    if wanted.needs_team:
        found = found.filter(without_team(user), closed_at=None)
    return found


def _in_sector(user: Any, code: str) -> Q:
    """With a measure for that sector; for nobody: with none for any."""
    measures = Measure.objects.visible_to(user).in_use()
    if code == NOBODY:
        return ~Q(pk__in=measures.exclude(sectors=None).values("dossier"))
    return Q(pk__in=measures.filter(sectors__code=code).values("dossier"))


def _sorted(found: Any, user: Any, wanted: Wanted, *, now: Any, late: Any) -> Any:
    """By what is asked, the newest number first among equals; what has none comes last."""
    key: Any = None
    match wanted.sort:
        case "title":
            key = F("title")
        case "owner":
            key = F("owner__code")
        case "silent" if knows_silence(user):
            key = F("stirred_at")
        case "late":
            late = late.filter(dossier=OuterRef("pk")).order_by().values("dossier")
            key = Subquery(late.annotate(number=Count("pk")).values("number"))
        case "meeting":
            next_one = coming(user, now).filter(dossier=OuterRef("pk")).order_by("starts_at")
            key = Subquery(next_one.values("starts_at")[:1])
        case "decision":
            taken = Decision.objects.visible_to(user).filter(dossier=OuterRef("pk"))
            key = Subquery(taken.order_by("-taken_on").values("taken_on")[:1])
    if key is not None:
        order = key.desc(nulls_last=True) if wanted.down else key.asc(nulls_last=True)
        return found.order_by(order, "-year", "-serial")
    oldest = wanted.down and wanted.sort != ATTENTION
    return found.order_by("year", "serial") if oldest else found.order_by("-year", "-serial")
