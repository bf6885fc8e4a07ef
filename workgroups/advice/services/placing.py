"""A stop becomes an agenda item, with the papers that are meant for it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.meetings.models import AgendaItem, AgendaPaper, CycleLine, Purpose
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.papers import attach_paper
from coordination.papers.models import Paper
from coordination.people.models import User

from ..models import Stop, StopPaper, StopPurpose
from ..queries.placing import agenda_of, items_before, stands_on_agenda
from .saving import keep, lock_stop, note


class NoPlace(Refusal):
    """Its meeting is not there to be put on, or it stands on the agenda already."""

    status = 409


@deed
def put_on_agenda(
    *, stop: Stop, version: int, by: User, at: datetime, requested_decision: str = ""
) -> AgendaItem:
    """The item of this stop on its meeting, with its papers and those of the stop before.

    It follows from the item of the stop before, so that what changed since shows. Where its
    meeting was cancelled it goes to the next one of that body, and follows from what stood there.
    Refuses a stop without a meeting that still takes items, and who may not submit there.
    """
    stop, line = lock_stop(stop, by, version=version)
    meeting = agenda_of(stop, by)
    if meeting is None:
        raise NoPlace(_("This stop has no meeting yet; choose one first."))
    before = items_before(stop, by)
    here = [item for item in before if item.meeting_id == meeting.pk]
    if here or stands_on_agenda(stop):
        raise NoPlace(_("This stop stands on the agenda of its meeting already."))
    asked = checked(requested_decision, "requested_decision")
    facts = ItemFacts(
        title=line.question.splitlines()[0][:200],
        dossier=line.dossier,
        line=CycleLine.A if stop.purpose == StopPurpose.DECISION else CycleLine.B,
        purpose=Purpose.DECIDE if asked else Purpose.DISCUSS,
        requested_decision=asked,
    )
    follows = _follows([one for one in before if one.meeting.starts_at < meeting.starts_at])
    item = submit_item(meeting=meeting, facts=facts, follows=follows, by=by, at=at)
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


def _follows(before: list[AgendaItem]) -> AgendaItem | None:
    """The last item of the course before this meeting, where nothing follows from it yet."""
    last = before[-1] if before else None
    if last is None or AgendaItem.objects.present().filter(follows=last).exists():
        return None
    return last


def _papers(stop: Stop, follows: AgendaItem | None, by: User) -> list[Paper]:
    meant = list(stop.papers.order_by("added_at", "pk").values_list("paper", flat=True))
    hung = follows.papers.order_by("position", "pk") if follows else AgendaPaper.objects.none()
    lay = hung.values_list("paper", flat=True)
    order: dict[Any, int] = {pk: n for n, pk in enumerate(dict.fromkeys([*meant, *lay]))}
    found = Paper.objects.visible_to(by).present().filter(pk__in=order)
    return sorted(found, key=lambda paper: order[paper.pk])
