"""Items are submitted, returned, accepted, changed, removed and put back; their result noted."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.decisions.models import Result
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Body, User
from coordination.search.services import forget_object, index_again

from ..models import AgendaItem, CycleLine, Meeting, MeetingStatus, Purpose, Submission, Treatment
from ..permissions import can_arrange, takes_notes
from .found import findable_item
from .ordering import last_position
from .refused import refuse_who_does_not_arrange, refuse_who_does_not_submit
from .results import take_result_line_back, write_result_line
from .returning import tell_submitter
from .state import refuse_kept, refuse_second
from .typed import required, typed

LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True)
class ItemFacts:
    """What somebody fills in about an item."""

    title: str
    dossier: Dossier
    line: str = CycleLine.NONE
    purpose: str = Purpose.DISCUSS
    treatment: str = Treatment.DISCUSSION
    requested_decision: str = ""
    agreed_with: str = ""
    why_here: str = ""
    minutes_planned: int | None = None

    def safe(self) -> "ItemFacts":
        """The same without outer space; refuses what may not be kept."""
        minutes = self.minutes_planned
        if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
            raise Refusal(_("Plan between 1 and 1440 minutes."), field="minutes_planned")
        if self.purpose == Purpose.DECIDE and not self.requested_decision.strip():
            raise Refusal(
                _("Say which decision is asked, or choose another purpose."),
                field="requested_decision",
            )
        return replace(
            self,
            title=required(self.title, _("Give the item a title."), field="title"),
            requested_decision=typed(
                self.requested_decision, field="requested_decision", longest=4000
            ),
            agreed_with=typed(self.agreed_with, field="agreed_with"),
            why_here=typed(self.why_here, field="why_here", longest=300),
        )

    def values(self) -> dict[str, Any]:
        return {**asdict(replace(self, dossier=None)), "dossier": self.dossier}  # type: ignore[arg-type]  # only while it is copied


@deed
def submit_item(
    *,
    meeting: Meeting,
    facts: ItemFacts,
    by: User,
    at: datetime,
    follows: AgendaItem | None = None,
) -> AgendaItem:
    """A new item behind the others: the secretary's own is accepted at once, others wait.

    With `follows` it goes on from an earlier item. Refuses who may not submit, a dossier `by` may
    not see, a member's item once the meeting has begun, and a decision asked without its text.
    """
    meeting = locked(meeting)
    arranges = can_arrange(by, meeting)
    refuse_who_does_not_submit(meeting, by, arranges=arranges)
    refuse_kept(meeting)
    if not arranges and meeting.status != MeetingStatus.PLANNED:
        raise Refusal(_("The meeting has begun; ask the secretary to add the item."))
    facts = _readable(facts.safe(), by)
    item = AgendaItem(
        meeting=meeting,
        position=last_position(meeting),
        submitted_by=by.organisation,
        submission=Submission.ACCEPTED if arranges else Submission.SUBMITTED,
        follows=follows,
        origin=(follows.origin or follows) if follows else None,
        created_at=at,
        created_by=by,
        **facts.values(),
    )
    save_as(item, by=by, at=at)
    _index(item, at)
    record(
        "agenda.item_submitted",
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        meeting=meeting.pk,
        title=item.title,
        submission=item.submission,
    )
    return item


@deed
def edit_item(
    *, item: AgendaItem, facts: ItemFacts, version: int, by: User, at: datetime
) -> AgendaItem:
    """The item with these facts. Refuses another version, and a submitter once it is accepted."""
    item, _meeting = locked_item(item, by=by, version=version, own=True)
    facts = _readable(facts.safe(), by, item)
    if facts.dossier.pk != item.dossier_id and item.entries.present().exists():
        raise Refusal(
            _("Lines were typed under this item; its dossier stays as it is."), field="dossier"
        )
    before = {name: getattr(item, name) for name in facts.values()}
    for name, value in facts.values().items():
        setattr(item, name, value)
    keep_item(item, by=by, at=at)
    record(
        "agenda.item_edited",
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        **changes(before, facts.values()),
    )
    return item


@deed
def return_item(*, item: AgendaItem, because: str, by: User, at: datetime) -> AgendaItem:
    """A submitted item back to who submitted it, with the reason; she gets it by mail."""
    item, _meeting = locked_item(item, by=by)
    if item.submission not in (Submission.SUBMITTED, Submission.RESUBMITTED):
        raise Refusal(_("Only an item that waits for you can be returned."))
    item.returned_because = required(
        because, _("Say what is missing, so that it can be submitted again."), field="because"
    )
    returned = _submission(item, Submission.RETURNED, "agenda.item_returned", by=by, at=at)
    tell_submitter(returned, by=by, at=at)
    return returned


@deed
def resubmit_item(*, item: AgendaItem, by: User, at: datetime) -> AgendaItem:
    """A returned item submitted again."""
    item, _meeting = locked_item(item, by=by, own=True)
    if item.submission != Submission.RETURNED:
        raise Refusal(_("Only a returned item is submitted again."))
    item.returned_because = ""
    return _submission(item, Submission.RESUBMITTED, "agenda.item_resubmitted", by=by, at=at)


@deed
def accept_item(*, item: AgendaItem, by: User, at: datetime) -> AgendaItem:
    """A submitted item on the agenda."""
    item, _meeting = locked_item(item, by=by)
    if item.submission == Submission.ACCEPTED:
        raise Refusal(_("This item already stands on the agenda."))
    item.returned_because = ""
    return _submission(item, Submission.ACCEPTED, "agenda.item_accepted", by=by, at=at)


@deed
def remove_item(*, item: AgendaItem, by: User, at: datetime) -> AgendaItem:
    """The item off the agenda; restore_item brings it back. Refuses one with lines under it."""
    item, _meeting = locked_item(item, by=by, own=True)
    if item.entries.present().exists():
        raise Refusal(_("Lines were typed under this item. Move or remove them first."))
    item.removed_at, item.removed_by = at, by
    keep_item(item, by=by, at=at)
    record("agenda.item_removed", item, by=by, at=at, dossier=item.dossier_id)
    return item


@deed
def restore_item(*, item: AgendaItem, by: User, at: datetime) -> AgendaItem:
    """A removed item back in its place."""
    item, _meeting = locked_item(item, by=by, own=True, removed=True)
    refuse_second(item)
    item.removed_at = item.removed_by = None
    keep_item(item, by=by, at=at)
    record("agenda.item_restored", item, by=by, at=at, dossier=item.dossier_id)
    return item


@deed
def set_result(
    *,
    item: AgendaItem,
    result: str,
    by: User,
    at: datetime,
    referred_to: Body | None = None,
) -> AgendaItem:
    """What came of the item; an asked decision becomes a line, drafted from its text.

    An empty result takes it back with its line. Refuses a referral without a body.
    """
    meeting = locked(item.meeting)
    if not takes_notes(by, meeting):
        raise NotAllowed(_("Only the secretary, the chair or a note taker notes a result."))
    refuse_kept(meeting)
    item = locked(item)
    if result and result not in Result.values:
        raise Refusal(_("Choose one of the results."), field="result")
    if (result == Result.REFERRED) != (referred_to is not None):
        raise Refusal(_("Say to which body it is referred."), field="referred_to")
    old = item.result
    item.result, item.referred_to = result, referred_to
    keep_item(item, by=by, at=at)
    if result and item.requested_decision:
        write_result_line(item=item, result=Result(result), referred_to=referred_to, by=by, at=at)
    if not result:
        take_result_line_back(item, by=by, at=at)
    record("agenda.result_set", item, by=by, at=at, dossier=item.dossier_id, old=old, new=result)
    return item


def locked_item(
    item: AgendaItem,
    *,
    by: User,
    version: int | None = None,
    own: bool = False,
    removed: bool = False,
) -> tuple[AgendaItem, Meeting]:
    """Item and meeting under lock. With `own` the submitter may too, until it is accepted."""
    meeting, item = locked(item.meeting), locked(item)
    refuse_who_does_not_arrange(item, meeting, by, own=own)
    refuse_kept(meeting)
    if version is not None:
        refuse_stale(item, version)
    if (item.removed_at is not None) != removed:
        raise Refusal(
            _("This item still stands on the agenda.")
            if removed
            else _("This item was removed. Undo that first.")
        )
    return item, meeting


def _readable(facts: ItemFacts, by: User, item: AgendaItem | None = None) -> ItemFacts:
    if item is not None and item.dossier_id == facts.dossier.pk:
        return facts
    if not Dossier.objects.visible_to(by).filter(pk=facts.dossier.pk).exists():
        raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
    return facts


def _submission(
    item: AgendaItem, state: Submission, action: str, *, by: User, at: datetime
) -> AgendaItem:
    old, item.submission = item.submission, state
    keep_item(item, by=by, at=at)
    record(
        action,
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        old=old,
        new=state,
        because=item.returned_because,
    )
    return item


def keep_item(item: AgendaItem, *, by: User, at: datetime) -> None:
    item.version += 1
    save_as(item, by=by, at=at)
    _index(item, at)


def _index(item: AgendaItem, at: datetime) -> None:
    if item.removed_at is not None or item.submission != Submission.ACCEPTED:
        return forget_object(item)
    return index_again(findable_item(item), at=at)
