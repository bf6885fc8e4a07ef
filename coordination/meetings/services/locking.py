"""One at a time: a row is read again under lock; then rights are asked, then its state.

In that order, so that who may not do a deed learns nothing of where the meeting stands.
"""

from typing import TypeVar

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal, Stale

from ..models import AgendaItem, Meeting, MeetingStatus

N = TypeVar("N", Meeting, AgendaItem)


def locked(noun: N) -> N:
    """`noun` as it stands now, locked until the deed is done."""
    queryset = type(noun)._default_manager.select_for_update(of=("self",))
    found: N = queryset.get(pk=noun.pk)
    return found


def refuse_stale(noun: Meeting | AgendaItem, version: int) -> None:
    """Refuse another `version` than stands there now."""
    if noun.version != version:
        raise Stale(
            _("Somebody else changed this first. Both texts stand here; choose or combine them."),
            current=noun,
        )


def refuse_begun(meeting: Meeting) -> None:
    """Refuse a meeting that has begun or was cancelled."""
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    if meeting.status != MeetingStatus.PLANNED:
        raise Refusal(_("This meeting has begun; it cannot be moved or cancelled any more."))


def refuse_kept(meeting: Meeting) -> None:
    """Refuse a meeting whose report was circulated, or that was cancelled."""
    if meeting.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    if meeting.is_kept:
        raise Refusal(_("The report of this meeting was circulated; its agenda stands."))
