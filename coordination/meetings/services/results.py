"""The result of an item in one key: the line stands ready from the requested decision."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.decisions.models import Result
from coordination.decisions.services import rewrite_draft_decision
from coordination.kit.lines import EntryKind
from coordination.kit.refusals import Refusal
from coordination.people.models import Body, OutcomeName, User

from ..models import AgendaItem, Entry
from .entries import remove_line
from .places import locked_for_writing, position_after, save_line
from .reading import Reader, become, reading


@deed
def write_result_line(
    *,
    item: AgendaItem,
    result: Result,
    by: User,
    at: datetime,
    referred_to: Body | None = None,
) -> Entry:
    """Note the result on the requested decision; a second result changes the same line.

    Refuses an item without a requested decision, and a referral without the body it goes to.
    """
    if not item.requested_decision.strip():
        raise Refusal(
            _("This item asks for no decision. Type the decision as a line: ! and the text.")
        )
    if (result == Result.REFERRED) != (referred_to is not None):
        raise Refusal(_("Say to which body it is referred."), field="referred_to")
    entry = _result_line(item, by=by, at=at)
    assert entry.decision is not None
    rewrite_draft_decision(
        decision=entry.decision,
        text=entry.text,
        outcome_name=OutcomeName(entry.decision.outcome_name),
        result=result,
        referred_to=referred_to,
        by=by,
        at=at,
    )
    record(
        "entries.result_noted",
        entry,
        by=by,
        at=at,
        dossier=item.dossier_id,
        result=result,
        referred_to=referred_to,
    )
    return entry


def take_result_line_back(item: AgendaItem, *, by: User, at: datetime) -> None:
    """The line that carried the result goes with it."""
    for entry in item.entries.present().filter(reading__requested=True):
        remove_line(entry=entry, version=entry.version, by=by, at=at)


def _result_line(item: AgendaItem, *, by: User, at: datetime) -> Entry:
    """The item's line that carries its result, made from the requested decision if need be."""
    meeting = locked_for_writing(item.meeting, by=by, at=at)
    entry: Entry | None = (
        item.entries.present()
        .filter(reading__requested=True)
        .select_related("item__dossier", "decision", "meeting__body")
        .first()
    )
    if entry is not None:
        save_line(entry, meeting, by=by, at=at)
        return entry
    reader = Reader.of(meeting, by)
    typed = f"! {item.requested_decision}"
    read = replace(
        reader.read(typed), text=item.requested_decision.strip(), kind=EntryKind.DECISION
    )
    entry = Entry(
        meeting=meeting,
        item=item,
        kind=read.kind,
        typed=typed,
        text=read.text,
        reading=reading(read, reader.calendar) | {"requested": True, "flags": []},
        position=position_after(item, None, None, last=True),
        created_at=at,
        created_by=by,
        version=0,
    )
    become(entry, read, reader, by=by, at=at)
    save_line(entry, meeting, by=by, at=at)
    return entry
