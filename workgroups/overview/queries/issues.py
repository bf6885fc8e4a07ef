"""All dossiers of all ministries, and how each stands. Only what the reader may see is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit.matching import starts_word, words
from coordination.measures.models import Measure
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import OrganisationKind
from workgroups.teams.models import Team

from .attention import (
    SILENT,
    SUBJECTS,
    Holds,
    Reason,
    how_much,
    knows_silence,
    last_stirred,
    late_points,
    open_points,
    reasons,
    silent_for,
    without_team,
)
from .wanted import ALL, ATTENTION, NOBODY, Wanted


@dataclass
class Issue:
    """A dossier and how it stands; `silent_weeks` are whole weeks without anything done in it."""

    dossier: Dossier
    team: Team | None = None
    decision: Decision | None = None
    meeting: Meeting | None = None
    open: int = 0
    late: int = 0
    ministries: list[str] = field(default_factory=list)
    silent_weeks: int | None = None

    @property
    def silence(self) -> str:
        weeks = self.silent_weeks or 0
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}

    @property
    def needs_team(self) -> bool:
        """Several ministries have points open, and there is no team at work."""
        at_work = self.team is not None and self.team.stands
        is_open = self.dossier.closed_at is None and self.dossier.kind in SUBJECTS
        return is_open and not at_work and len(self.ministries) > 1

    @property
    def attention(self) -> list[Reason]:
        """Why it comes first: what attention.reasons counts, of this dossier."""
        holds = {
            Reason.LATE: bool(self.late),
            Reason.SILENT: (self.silent_weeks or 0) >= SILENT,
            Reason.NOBODY: self.dossier.primacy_id is None,
        }
        return [one for one in Reason if holds[one] and self.dossier.closed_at is None]

    @property
    def needs_attention(self) -> bool:
        return bool(self.attention)


def list_issues(
    user: Any, wanted: Wanted, *, now: datetime, today: date, holds: Holds | None = None
) -> QuerySet[Dossier]:
    """The dossiers she may see that match, in the order that is asked for.

    Those of regions stand apart until a kind or a word of the title is asked for.
    """
    found = matching(user, wanted, now=now, today=today)
    if wanted.folds:
        found = found.exclude(kind=DossierKind.REGION)
    return _sorted(found, user, wanted, holds, now=now, today=today)


def matching(user: Any, wanted: Wanted, *, now: datetime, today: date) -> QuerySet[Dossier]:
    """All that match, also what stands apart, in no order."""
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
    if wanted.late:
        found = found.filter(pk__in=late_points(user, today).values("dossier"))
    if wanted.needs_team:
        found = found.filter(without_team(user), closed_at=None)
    if wanted.weeks and knows_silence(user):
        found = found.filter(silent_for(wanted.weeks, now))
    return found


def _in_sector(user: Any, code: str) -> Q:
    """With a measure for that sector; for nobody: with none for any."""
    measures = Measure.objects.visible_to(user).in_use()
    if code == NOBODY:
        return ~Q(pk__in=measures.exclude(sectors=None).values("dossier"))
    return Q(pk__in=measures.filter(sectors__code=code).values("dossier"))


def _sorted(
    found: Any, user: Any, wanted: Wanted, holds: Holds | None, *, now: datetime, today: date
) -> QuerySet[Dossier]:
    """By what is asked, the newest number first among equals; what has none comes last.

    Attention: what most reasons hold of, then what is late, then what was silent longest.
    """
    listed: QuerySet[Dossier] = found.select_related("owner", "primacy")
    if knows_silence(user):
        listed = listed.annotate(stirred_at=last_stirred())
    key: Any = None
    match wanted.sort:
        case "title":
            key = F("title")
        case "owner":
            key = F("owner__code")
        case "silent" if knows_silence(user):
            key = F("stirred_at")
        case "late":
            late = (
                late_points(user, today).filter(dossier=OuterRef("pk")).order_by().values("dossier")
            )
            key = Subquery(late.annotate(number=Count("pk")).values("number"))
        case "meeting":
            coming = _coming(user, now).filter(dossier=OuterRef("pk")).order_by("starts_at")
            key = Subquery(coming.values("starts_at")[:1])
        case "decision":
            taken = Decision.objects.visible_to(user).filter(dossier=OuterRef("pk"))
            key = Subquery(taken.order_by("-taken_on").values("taken_on")[:1])
        case "attention":
            key = how_much(holds or reasons(user, now=now, today=today))
    newest = ("-year", "-serial")
    if key is None:
        return listed.order_by("year", "serial") if wanted.down else listed.order_by(*newest)
    if wanted.sort == ATTENTION:
        longest = ["stirred_at"] if knows_silence(user) else []
        return listed.order_by(key.asc() if wanted.down else key.desc(), *longest, *newest)
    order = key.desc(nulls_last=True) if wanted.down else key.asc(nulls_last=True)
    return listed.order_by(order, *newest)


def issues_of(dossiers: Sequence[Dossier], user: Any, *, now: datetime, today: date) -> list[Issue]:
    """The dossiers of list_issues with how each stands: four questions, however many there are."""
    keys = [one.pk for one in dossiers]
    issues = {key: Issue(one) for key, one in zip(keys, dossiers, strict=True)}
    for team in Team.objects.visible_to(user).filter(pk__in=keys):
        issues[team.pk].team = team
    for decision in _newest(Decision.objects.visible_to(user), "-taken_on", "-serial", keys):
        issues[decision.dossier_id].decision = decision
    for meeting in _newest(_coming(user, now).select_related("body"), "starts_at", "pk", keys):
        issues[meeting.dossier_id].meeting = meeting
    for key, code, kind, number, late in _points(user, keys, today):
        issue = issues[key]
        issue.open, issue.late = issue.open + number, issue.late + late
        if kind == OrganisationKind.MINISTRY:
            issue.ministries.append(code)
    for issue in issues.values():
        at = getattr(issue.dossier, "stirred_at", None)
        issue.silent_weeks = (now - at).days // 7 if at else None
    return list(issues.values())


def _newest(rows: Any, first: str, second: str, keys: list[UUID]) -> Any:
    """Of each of these dossiers the first row in this order."""
    inside = rows.filter(dossier=OuterRef("dossier")).order_by(first, second, "pk").values("pk")[:1]
    return rows.filter(dossier__in=keys, pk=Subquery(inside))


def _points(user: Any, keys: list[UUID], today: date) -> Any:
    """Of each dossier and owner: how many points are open, and how many of them late."""
    rows = open_points(user).filter(dossier__in=keys).order_by()
    late = Count("pk", filter=Q(due_on__lt=today))
    return (
        rows.values("dossier", "owner_organisation")
        .annotate(number=Count("pk"), late=late)
        .order_by("dossier", "owner_organisation__code")
        .values_list(
            "dossier",
            "owner_organisation__code",
            "owner_organisation__kind",
            "number",
            "late",
        )
    )


def _coming(user: Any, now: datetime) -> Any:
    planned = Meeting.objects.visible_to(user).filter(ends_at__gte=now)
    return planned.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])
