"""Between circulation and adoption readers propose additions; the secretary settles them."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest, record
from coordination.kit.history import save_as
from coordination.kit.lines import EntryKind
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..models import Addition, AdditionStatus, AgendaItem, Entry, MeetingStatus
from ..permissions import can_add
from ..report.build import report_of
from .circulation import keep_version
from .places import position_after
from .refused import refuse_who_does_not_lead
from .typed import typed


@deed
def propose_addition(
    *, item: AgendaItem, text: str, by: User, at: datetime, entry: Entry | None = None
) -> Addition:
    """A change a reader proposes to a circulated report, under an item or beside a line."""
    meeting = locked(item.meeting)
    if not can_add(by, meeting):
        raise NotAllowed(_("Members of the body propose additions; ask one of them."))
    if meeting.status != MeetingStatus.CIRCULATED:
        raise Refusal(_("Additions are proposed between circulation and adoption."))
    problems = refuse_unsafe(text)
    if problems or not text.strip():
        sentence = " ".join(map(str, problems)) or _("Type the addition you propose.")
        raise Refusal(sentence, field="text")
    addition = Addition.objects.create(
        meeting=meeting,
        item=item,
        entry=entry,
        organisation=by.organisation,
        text=text.strip(),
        proposed_at=at,
        proposed_by=by,
    )
    record(
        "additions.proposed",
        addition,
        by=by,
        at=at,
        dossier=item.dossier_id,
        text={"sha256": digest(text)},
    )
    return addition


@deed
def settle_addition(
    *, addition: Addition, accept: bool, because: str = "", by: User, at: datetime
) -> Addition:
    """Take the addition into the report as a line of its own, or decline it with a reason."""
    meeting = locked(addition.meeting)
    refuse_who_does_not_lead(meeting, by)
    current: Addition = Addition.objects.select_for_update(of=("self",)).get(pk=addition.pk)
    if current.settled_at is not None or meeting.status != MeetingStatus.CIRCULATED:
        raise Refusal(_("This addition was settled already."))
    because = typed(because, field="because", longest=300)
    if not accept and not because:
        raise Refusal(_("Say why the addition is declined."), field="because")
    current.status = AdditionStatus.ACCEPTED if accept else AdditionStatus.DECLINED
    current.settled_at, current.settled_by = at, by
    current.settled_because = because
    current.save()
    if accept:
        _take_in(current, by=by, at=at)
        reason = _("addition of %(code)s") % {"code": current.organisation.code}
        keep_version(meeting, report_of(meeting), reason=reason, by=by, at=at)
    record(
        "additions.settled",
        current,
        by=by,
        at=at,
        dossier=current.item.dossier_id,
        accepted=accept,
        because=because,
    )
    return current


def _take_in(addition: Addition, *, by: User, at: datetime) -> None:
    meeting = addition.meeting
    entry = Entry(
        meeting=meeting,
        item=addition.item,
        kind=EntryKind.NOTE,
        typed=addition.text,
        text=addition.text,
        reading={"addition_of": addition.organisation.code, "flags": []},
        position=position_after(addition.item, addition.entry, None, last=addition.entry is None),
        created_at=at,
        created_by=addition.proposed_by,
        updated_at=at,
        updated_by=by,
    )
    save_as(entry, by=by, at=at)
