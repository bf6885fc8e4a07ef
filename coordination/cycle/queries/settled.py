"""Of a cycle: what went up to ministers and what officials settled, by body and by ministry."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from coordination.dossiers.asof import as_of, attach
from coordination.dossiers.models import Dossier
from coordination.kit.moments import midnight
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus, Submission
from coordination.meetings.queries.embargo import hold_back
from coordination.meetings.queries.items import items_for
from coordination.people.models import Body, Organisation, User

from ..models import Cadence
from ..settled import Case, Course, Wanted, settled_sources
from .places import cadences_for

UNEXPLAINED = "unexplained"
PARTS = ("meeting__body", "submitted_by", "dossier")


@dataclass(frozen=True, slots=True)
class Count:
    """How many went up and were settled, and how many in the cycle before."""

    up: int
    lower: int
    unexplained: int
    up_before: int
    lower_before: int


@dataclass(frozen=True, slots=True)
class Row:
    """A body or a ministry; `address` asks for its cases."""

    key: str
    label: str
    address: str
    count: Count


@dataclass(frozen=True)
class SettledPage:
    """One cycle; `cases` are those that were asked for, in their order."""

    cadence: Cadence
    cadences: list[Cadence]
    number: int
    first: dt.date
    last: dt.date
    total: Count
    bodies: list[Row]
    ministries: list[Row]
    cases: list[Case]
    previous: dt.date | None
    next: dt.date

    @property
    def classified(self) -> bool:
        return any(case.classified for case in self.cases)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which cases of the cycle are listed; nonsense lists all."""

    course: str = ""
    body: str = ""
    ministry: str = ""

    @property
    def narrows(self) -> bool:
        return bool(self.course or self.body or self.ministry)

    def keep(self, cases: Iterable[Case]) -> list[Case]:
        return [
            case
            for case in cases
            if (not self.body or case.body_key == self.body)
            and (not self.ministry or case.ministry_key == self.ministry)
            and self._is_course(case)
        ]

    def _is_course(self, case: Case) -> bool:
        if self.course == UNEXPLAINED:
            return case.unexplained
        return self.course not in Course.values or case.course == self.course


def settled_page(
    user: User,
    *,
    today: dt.date,
    cadence: str = "",
    day: dt.date | None = None,
    filters: Filters | None = None,
    at: dt.datetime | None = None,
) -> SettledPage | None:
    """The cycle in which `day` (else today) falls; None where she may see no cadence at all.

    What counts is every meeting that stands in those days, by a rhythm or apart, and what other
    sources say of them. One question for the cadences, and what each source asks, however much
    there is; the cycle before comes with it.
    """
    known = cadences_for(user)
    shown = next((row for row in known if str(row.pk) == cadence), known[0] if known else None)
    if shown is None:
        return None
    number = max(shown.number_on(day or today), 1)
    first, after = shown.starts_on(number), shown.starts_on(number + 1)
    start = midnight(first)
    wanted = Wanted(user, midnight(shown.starts_on(number - 1)), midnight(after), at)
    every = [case for source in settled_sources for case in source(wanted)]
    here = _once(case for case in every if case.at >= start)
    before = _once(case for case in every if case.at < start)
    return SettledPage(
        cadence=shown,
        cadences=known,
        number=number,
        first=first,
        last=after - dt.timedelta(days=1),
        total=_count(here, before),
        bodies=_rows(here, before, "gremium", key=lambda case: case.body_key, label=_body),
        ministries=_rows(here, before, "van", key=lambda case: case.ministry_key, label=_ministry),
        cases=(filters or Filters()).keep(here),
        previous=shown.starts_on(number - 1) if number > 1 else None,
        next=after,
    )


def _once(cases: Iterable[Case]) -> list[Case]:
    """In their order; a subject that went the same way twice stands there the first time."""
    found: dict[Any, Case] = {}
    for number, case in enumerate(sorted(cases, key=lambda case: case.at)):
        found.setdefault((case.course, case.subject) if case.subject else number, case)
    return list(found.values())


def _rows(
    here: list[Case],
    before: list[Case],
    name: str,
    *,
    key: Callable[[Case], str],
    label: Callable[[Case], str],
) -> list[Row]:
    """By what went up, most first; also what stood only in the cycle before."""
    labels = {key(case): label(case) for case in (*before, *here)}
    rows = [
        Row(one, label, urlencode({name: one}), _count(_of(one, here, key), _of(one, before, key)))
        for one, label in labels.items()
    ]
    return sorted(rows, key=lambda row: (-row.count.up, -row.count.lower, row.label))


def _of(one: str, cases: list[Case], key: Callable[[Case], str]) -> list[Case]:
    return [case for case in cases if key(case) == one]


def _count(here: Sequence[Case], before: Sequence[Case]) -> Count:
    def of(course: Course, cases: Sequence[Case]) -> int:
        return sum(case.course == course for case in cases)

    return Count(
        up=of(Course.UP, here),
        lower=of(Course.LOWER, here),
        unexplained=sum(case.unexplained for case in here),
        up_before=of(Course.UP, before),
        lower_before=of(Course.LOWER, before),
    )


def _body(case: Case) -> str:
    return case.body.code if case.body else case.place


def _ministry(case: Case) -> str:
    return case.organisation.code if case.organisation else _("not known")


def cases_of_agendas(wanted: Wanted) -> list[Case]:
    """Items on an agenda of ministers went up; those that officials settled did not.

    One query; as of a moment four more. The report that is adopted is no subject. An item goes by
    its meeting, also where that is still to come.
    """
    items = _items_then(wanted, wanted.at) if wanted.at else _items(wanted)
    return [
        Case(
            course=Course.LOWER if item.settled_lower else Course.UP,
            at=item.meeting.starts_at,
            title=item.title,
            url=item.get_absolute_url(),
            why=item.settled_because if item.settled_lower else item.why_here,
            place=item.meeting.body.code,
            body=item.meeting.body,
            organisation=item.submitted_by,
            classified=item.dossier.is_classified,
        )
        for item in hold_back(wanted.user, items)
        if item.settled_lower or item.meeting.body.of_ministers
    ]


def _items(wanted: Wanted) -> list[AgendaItem]:
    rows = items_for(wanted.user).filter(
        adopts=None, meeting__starts_at__gte=wanted.first, meeting__starts_at__lt=wanted.last
    )
    rows = rows.exclude(meeting__status=MeetingStatus.CANCELLED).select_related(*PARTS)
    return [row for row in rows.order_by("meeting__starts_at", "position", "pk") if _counts(row)]


def _items_then(wanted: Wanted, at: dt.datetime) -> list[AgendaItem]:
    """As they stood, of the meetings where those stood then, of what she may see today."""
    seen = items_for(wanted.user)
    meetings: dict[Any, Meeting] = {
        row.pk: row
        for row in as_of(Meeting, at).filter(
            starts_at__gte=wanted.first,
            starts_at__lt=wanted.last,
            id__in=Meeting.objects.visible_to(wanted.user).values("pk"),
        )
        if row.status != MeetingStatus.CANCELLED
    }
    rows = as_of(AgendaItem, at).filter(
        meeting_id__in=list(meetings),
        id__in=seen.values("pk"),
        dossier_id__in=Dossier.objects.visible_to(wanted.user).values("pk"),
        adopts=None,
        removed_at=None,
    )
    found = [row for row in rows if _counts(row)]
    for row in found:
        row.meeting = meetings[row.meeting_id]
    attach(list(meetings.values()), "body", Body)
    attach(found, "submitted_by", Organisation)
    attach(found, "dossier", Dossier)
    return sorted(found, key=lambda row: (row.meeting.starts_at, row.position, str(row.pk)))


def _counts(item: AgendaItem) -> bool:
    """It stands on the agenda, or was settled before it came there."""
    return item.settled_lower or item.submission == Submission.ACCEPTED


settled_sources.add("agendas", cases_of_agendas, order=10)
