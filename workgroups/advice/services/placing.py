"""A stop becomes an agenda item, with the papers that are meant for it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.meetings.models import AgendaItem, AgendaPaper, CycleLine, Meeting, Purpose
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.course import follower_of, let_follow, let_go
from coordination.meetings.services.papers import attach_paper
from coordination.papers.models import Paper
from coordination.people.models import User

from ..models import Stop, StopPaper, StopPurpose
from ..permissions import can_place
from ..queries.placing import agenda_of, items_of_line, stands_there
from .saving import keep, lock_stop, note

ON_AGENDA = _("This stop stands on the agenda of its meeting already.")


class NoPlace(Refusal):
    """Its meeting is not there to be put on, or it stands on the agenda already."""

    status = 409


@deed
def put_on_agenda(
    *, stop: Stop, version: int, by: User, at: datetime, requested_decision: str = ""
) -> AgendaItem:
    """The item of this stop on its meeting, with its papers and those of the stop before.

    It follows from the item of the stop before, so that what changed since shows, and what stands
    on a later agenda already follows from it. Where its meeting was cancelled it goes to the next
    one of that body, and follows from what stood there. Who keeps the line does this, and who
    arranges that agenda. Refuses a stop without a meeting that still takes items, and who may not
    submit there.
    """
    stop, line = lock_stop(
        stop, by, version=version, allowed=can_place(by, stop, agenda_of(stop, by))
    )
    meeting = agenda_of(stop, by)
    if meeting is None:
        raise NoPlace(_("This stop has no meeting yet; choose one first."))
    if stands_there(stop, meeting, by):
        raise NoPlace(ON_AGENDA)
    course = items_of_line(line, by)
    asked = checked(requested_decision, "requested_decision")
    facts = ItemFacts(
        title=line.question.splitlines()[0][:200],
        dossier=line.dossier,
        line=CycleLine.A if stop.purpose == StopPurpose.DECISION else CycleLine.B,
        purpose=Purpose.DECIDE if asked else Purpose.DISCUSS,
        requested_decision=asked,
    )
    follows, later = _between(course, meeting)
    if later is not None:
        locked(meeting)
        later = let_go(later, by=by, at=at)
    item = submit_item(meeting=meeting, facts=facts, follows=follows, by=by, at=at)
    if later is not None:
        let_follow(later, item, by=by, at=at)
    for paper in _papers(stop, follows, by):
        attach_paper(item=item, paper=paper, by=by, at=at)
    stop.item = item
    stop.meeting = meeting
    keep(stop, by=by, at=at)
    note("put_on_agenda", line, by=by, at=at, stop=stop.pk, item=item.pk, meeting=meeting.pk)
    return item


@deed
def add_stop_paper(*, stop: Stop, paper: Paper, by: User, at: datetime) -> StopPaper:
    """A paper of the team for this stop; refuses one `by` may not see, and one that is there."""
    stop, line = lock_stop(stop, by)
    if not Paper.objects.visible_to(by).present().filter(pk=paper.pk).exists():
        raise NotAllowed(_("Choose a paper that you may see."), field="paper")
    if stop.papers.filter(paper=paper).exists():
        raise Refusal(_("This paper is with the stop already."), field="paper")
    made = StopPaper.objects.create(stop=stop, paper=paper, added_at=at, added_by=by)
    note("paper_added", line, by=by, at=at, stop=stop.pk, paper=paper.pk)
    return made


@deed
def remove_stop_paper(*, attached: StopPaper, by: User, at: datetime) -> Stop:
    """The paper off the stop; it stays in its dossier, and where it hangs on an agenda."""
    stop, line = lock_stop(attached.stop, by)
    note("paper_removed", line, by=by, at=at, stop=stop.pk, paper=attached.paper_id)
    attached.delete()
    return stop


def _between(
    course: list[AgendaItem], meeting: Meeting
) -> tuple[AgendaItem | None, AgendaItem | None]:
    """What it follows from in this course, and what follows from it then.

    Behind an item from which another line went on already a course of its own begins.
    """
    earlier = [one for one in course if one.meeting.starts_at < meeting.starts_at]
    later = [one for one in course if one.meeting.starts_at > meeting.starts_at]
    before = earlier[-1] if earlier else None
    after = follower_of(before) if before else None
    if after is not None and (after not in later or after.meeting.is_kept):
        before = after = None
    if after is None:
        after = next((one for one in later if one.follows_id is None), None)
    return before, after if after is not None and not after.meeting.is_kept else None


def _papers(stop: Stop, follows: AgendaItem | None, by: User) -> list[Paper]:
    meant = list(stop.papers.order_by("added_at", "pk").values_list("paper", flat=True))
    hung = follows.papers.order_by("position", "pk") if follows else AgendaPaper.objects.none()
    lay = hung.values_list("paper", flat=True)
    order: dict[Any, int] = {pk: n for n, pk in enumerate(dict.fromkeys([*meant, *lay]))}
    found = Paper.objects.visible_to(by).present().filter(pk__in=order)
    return sorted(found, key=lambda paper: order[paper.pk])
