"""All dossiers of all ministries, and how each stands. Only what the reader may see is counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit.matching import starts_word, words
from coordination.measures.models import Measure
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import OrganisationKind
from workgroups.teams.models import Team

from .wanted import NOBODY, Wanted

READS = "reads"
# what a team may be needed for; a cycle, a region and an incident have their own people
SUBJECTS = (DossierKind.THEME, DossierKind.TEAM, DossierKind.SCENARIO)


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
        """Several ministries have points open, and there is no team."""
        return (
            self.team is None
            and self.dossier.closed_at is None
            and self.dossier.kind in SUBJECTS
            and len(self.ministries) > 1
        )


def list_issues(user: Any, wanted: Wanted, *, now: datetime, today: date) -> QuerySet[Dossier]:
    """The dossiers she may see that match, in the order that is asked for."""
    found = Dossier.objects.visible_to(user)
    if wanted.state != "all":
        found = found.filter(closed_at__isnull=wanted.state == "open")
    if wanted.owner:
        found = found.filter(owner__code__iexact=wanted.owner)
    if wanted.primacy == NOBODY:
        found = found.filter(primacy=None)
    elif wanted.primacy:
        found = found.filter(primacy__code__iexact=wanted.primacy)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.sector:
        found = found.filter(_in_sector(user, wanted.sector))
    for word in words(wanted.text):
        found = found.filter(title__iregex=starts_word(word))
    if wanted.late:
        found = found.filter(pk__in=late_points(user, today).values("dossier"))
    if wanted.needs_team:
        found = found.filter(pk__in=_with_ministries(user), closed_at=None, kind__in=SUBJECTS)
        found = found.exclude(pk__in=Team.objects.visible_to(user).standing().values("pk"))
    if wanted.weeks and knows_silence(user):
        before = now - timedelta(weeks=wanted.weeks)
        found = found.annotate(stirred_at=last_stirred()).filter(stirred_at__lt=before)
    return _sorted(found, user, wanted, now=now, today=today)


def _in_sector(user: Any, code: str) -> Q:
    """With a measure for that sector; for nobody: with none for any."""
    measures = Measure.objects.visible_to(user).in_use()
    if code == NOBODY:
        return ~Q(pk__in=measures.exclude(sectors=None).values("dossier"))
    return Q(pk__in=measures.filter(sectors__code=code).values("dossier"))


def _sorted(
    found: Any, user: Any, wanted: Wanted, *, now: datetime, today: date
) -> QuerySet[Dossier]:
    """By what is asked, the newest number first among equals; what has none comes last."""
    key: Any = None
    match wanted.sort:
        case "title":
            key = F("title")
        case "owner":
            key = F("owner__code")
        case "silent" if knows_silence(user):
            found, key = found.annotate(sort_key=last_stirred()), F("sort_key")
        case "late":
            late = (
                late_points(user, today).filter(dossier=OuterRef("pk")).order_by().values("dossier")
            )
            counted = Subquery(late.annotate(number=Count("pk")).values("number"))
            found, key = found.annotate(sort_key=counted), F("sort_key")
        case "meeting":
            coming = _coming(user, now).filter(dossier=OuterRef("pk")).order_by("starts_at")
            found = found.annotate(sort_key=Subquery(coming.values("starts_at")[:1]))
            key = F("sort_key")
        case "decision":
            taken = Decision.objects.visible_to(user).filter(dossier=OuterRef("pk"))
            last = taken.order_by("-taken_on").values("taken_on")[:1]
            found, key = found.annotate(sort_key=Subquery(last)), F("sort_key")
    listed: QuerySet[Dossier] = found.select_related("owner", "primacy")
    if key is None:
        return (
            listed.order_by("year", "serial")
            if wanted.down
            else listed.order_by("-year", "-serial")
        )
    order = key.desc(nulls_last=True) if wanted.down else key.asc(nulls_last=True)
    return listed.order_by(order, "-year", "-serial")


def knows_silence(user: Any) -> bool:
    """A chain partner is not told when something was last done: she may not see what."""
    return not user.only_partner


def last_stirred() -> Subquery:
    """When something was last done in a dossier; reading it does not count."""
    events = AuditEvent.objects.filter(dossier=OuterRef("pk")).exclude(stream=READS)
    return Subquery(events.order_by("-at").values("at")[:1])


def issues_of(dossiers: Sequence[Dossier], user: Any, *, now: datetime, today: date) -> list[Issue]:
    """The same dossiers with how each stands: six questions, however many there are."""
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
    if knows_silence(user):
        marked = Dossier.objects.filter(pk__in=keys).annotate(stirred_at=last_stirred())
        for key, at in marked.values_list("pk", "stirred_at"):
            issues[key].silent_weeks = (now - at).days // 7 if at else None
    return list(issues.values())


def _newest(rows: Any, first: str, second: str, keys: list[UUID]) -> Any:
    """Of each of these dossiers the first row in this order."""
    inside = rows.filter(dossier=OuterRef("dossier")).order_by(first, second, "pk").values("pk")[:1]
    return rows.filter(dossier__in=keys, pk=Subquery(inside))


def _points(user: Any, keys: list[UUID], today: date) -> Any:
    """Of each dossier and owner: how many points are open, and how many of them late."""
    rows = _open(user).filter(dossier__in=keys).order_by()
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


def _open(user: Any) -> Any:
    return ActionPoint.objects.visible_to(user).open()


def late_points(user: Any, today: date) -> Any:
    return _open(user).filter(due_on__lt=today)


def _with_ministries(user: Any) -> Any:
    """Dossiers in which more than one ministry has points open."""
    ministries = _open(user).filter(owner_organisation__kind=OrganisationKind.MINISTRY)
    counted = ministries.order_by().values("dossier")
    several = counted.annotate(many=Count("owner_organisation", distinct=True))
    return several.filter(many__gt=1).values("dossier")


def _coming(user: Any, now: datetime) -> Any:
    planned = Meeting.objects.visible_to(user).filter(ends_at__gte=now)
    return planned.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])
