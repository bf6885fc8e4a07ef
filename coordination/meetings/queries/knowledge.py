"""What had reached a body by a moment: its meetings, the papers that lay there, its decisions."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision, DecisionStatus
from coordination.dossiers.asof import as_of
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import Body, User

from ..models import AgendaItem, AgendaPaper, Meeting, MeetingStatus
from .as_of import items_as_of

HELD, COMING, DECISIONS = 10, 3, 20
HUNG, TAKEN_OFF = "agenda.paper_attached", "agenda.paper_detached"


@dataclass(frozen=True)
class KnownPaper:
    """A paper with an item, in the version that lay there; `newest` where there is a later one."""

    paper: Paper
    version: PaperVersion
    newest: PaperVersion | None
    since: datetime
    taken_off: bool


@dataclass(frozen=True)
class KnownItem:
    item: AgendaItem
    papers: list[KnownPaper]


@dataclass(frozen=True)
class KnownMeeting:
    meeting: Meeting
    items: list[KnownItem]


@dataclass(frozen=True)
class KnownDecision:
    """As it read then; `changed` since."""

    decision: Decision
    changed: bool


@dataclass(frozen=True)
class Knowledge:
    """Newest first; `more` meetings were held before these. `coming` were foreseen then."""

    held: list[KnownMeeting]
    coming: list[KnownMeeting]
    decisions: list[KnownDecision]
    more: int


def known_to(user: User, body: Body, at: datetime) -> Knowledge:
    """What `body` had by `at` as the record says it, within what `user` may see today.

    The ten latest meetings, the three that were foreseen next, the twenty latest decisions.
    """
    seen = Meeting.objects.visible_to(user).filter(body=body).values("pk")
    rows = as_of(Meeting, at).filter(body_id=body.pk, id__in=seen)
    standing = rows.exclude(status=MeetingStatus.CANCELLED).order_by("starts_at", "id")
    # not the rows themselves: each would ask for what its history leaves out
    then = [Meeting(**facts) for facts in standing.values("id", "subject", "starts_at")]
    held = [meeting for meeting in then if meeting.starts_at <= at]
    shown = held[-HELD:][::-1], [meeting for meeting in then if meeting.starts_at > at][:COMING]
    items = items_as_of(user, [meeting for part in shown for meeting in part], at)
    papers = _papers(user, items, at)

    def known(meetings: list[Meeting]) -> list[KnownMeeting]:
        return [
            KnownMeeting(
                meeting,
                [
                    KnownItem(item, papers.get(item.pk, []))
                    for item in items
                    if item.meeting_id == meeting.pk
                ],
            )
            for meeting in meetings
        ]

    return Knowledge(
        held=known(shown[0]),
        coming=known(shown[1]),
        decisions=_decisions(user, body, at),
        more=max(len(held) - HELD, 0),
    )


def _papers(user: User, items: list[AgendaItem], at: datetime) -> dict[UUID, list[KnownPaper]]:
    """By item, in the order of the agenda, those taken off since last."""
    hung = _hung(items, at)
    wanted = {row.paper_id for row in hung}
    rows = PaperVersion.objects.visible_to(user).filter(paper__in=wanted)
    versions: dict[UUID, list[PaperVersion]] = {}
    for row in rows.select_related("paper").order_by("paper", "number"):
        versions.setdefault(row.paper_id, []).append(row)
    found: dict[UUID, list[KnownPaper]] = {}
    for row in hung:
        every = versions.get(row.paper_id, [])
        by_then = [version for version in every if version.supplied_at <= at]
        if not by_then:
            continue
        lay = next((one for one in by_then if one.pk == row.frozen), by_then[-1])
        newest = every[-1] if every[-1].pk != lay.pk else None
        paper = KnownPaper(lay.paper, lay, newest, row.since, row.taken_off)
        found.setdefault(row.item_id, []).append(paper)
    return found


@dataclass(frozen=True)
class _Hung:
    item_id: UUID
    paper_id: UUID
    since: datetime
    frozen: UUID | None
    taken_off: bool


def _hung(items: list[AgendaItem], at: datetime) -> list[_Hung]:
    """What hung with the items at `at`; what came with a referral hung there from the start.

    `frozen` is the version that was pinned when the meeting closed, where that was before `at`.
    """
    by_pk = {item.pk: item for item in items}
    events = _events({item.dossier_id for item in items}, by_pk)
    found = []
    present = AgendaPaper.objects.filter(item__in=by_pk).select_related("item__meeting")
    for row in present.order_by("item", "position", "pk"):
        since = _since(events, row.item_id, row.paper_id) or by_pk[row.item_id].created_at
        closed = row.item.meeting.closed_at
        frozen = row.version_id if closed and closed <= at else None
        found.append(_Hung(row.item_id, row.paper_id, since, frozen, taken_off=False))
    before = [event for event in events if event.at <= at]
    for event in events:
        if event.action == TAKEN_OFF and event.at > at:
            item_id, paper_id = event.item_id, event.paper_id
            since = _since(before, item_id, paper_id) or by_pk[item_id].created_at
            found.append(_Hung(item_id, paper_id, since, None, taken_off=True))
    return [row for row in found if row.since <= at]


@dataclass(frozen=True)
class _Event:
    action: str
    at: datetime
    item_id: UUID
    paper_id: UUID


def _events(dossiers: set[UUID], items: Container[UUID]) -> list[_Event]:
    """When a paper was hung with one of the items or taken off, in order."""
    rows = AuditEvent.objects.filter(dossier__in=dossiers, action__in=(HUNG, TAKEN_OFF))
    said = ((row, row.parsed) for row in rows.order_by("at", "seq"))
    events = (
        _Event(row.action, row.at, UUID(what["item"]), UUID(what["paper"])) for row, what in said
    )
    return [event for event in events if event.item_id in items]


def _since(events: list[_Event], item_id: UUID, paper_id: UUID) -> datetime | None:
    """The last time it was hung there."""
    hung = [
        event.at
        for event in events
        if (event.action, event.item_id, event.paper_id) == (HUNG, item_id, paper_id)
    ]
    return hung[-1] if hung else None


def _decisions(user: User, body: Body, at: datetime) -> list[KnownDecision]:
    now = {
        pk: (version, replaced)
        for pk, version, replaced in Decision.objects.visible_to(user)
        .filter(body=body)
        .values_list("pk", "version", "replaced_by")
    }
    rows = as_of(Decision, at).filter(
        ~Q(status=DecisionStatus.DRAFT),
        body_id=body.pk,
        id__in=Decision.objects.visible_to(user).filter(body=body).values("pk"),
    )
    newest = rows.order_by("-taken_on", "-serial")[:DECISIONS]
    return [
        KnownDecision(row, changed=now[row.pk][0] != row.version or now[row.pk][1] is not None)
        for row in newest
        if row.pk in now
    ]
