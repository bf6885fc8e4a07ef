"""One at a time: a row is read again under lock, and an old version is refused."""

from typing import TypeVar

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal, Stale

from ..models import AgendaItem, Meeting, MeetingStatus

N = TypeVar("N", Meeting, AgendaItem)


def locked(noun: N, version: int | None = None) -> N:
    """`noun` as it stands now, locked until the deed is done; refuses another `version`."""
    queryset = type(noun)._default_manager.select_for_update(of=("self",))
    found: N = queryset.get(pk=noun.pk)
    if version is not None and found.version != version:
        raise Stale(
            _("Somebody else changed this first. Both texts stand here; choose or combine them."),
            current=found,
        )
    return found


def locked_planned(meeting: Meeting, version: int | None = None) -> Meeting:
    """The meeting under lock; refuses one that has begun or was cancelled."""
    found = locked(meeting, version)
    if found.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    if found.status != MeetingStatus.PLANNED:
        raise Refusal(_("This meeting has begun; it cannot be moved or cancelled any more."))
    return found


def locked_unkept(meeting: Meeting) -> Meeting:
    """The meeting under lock; refuses one whose report was circulated or that was cancelled."""
    found = locked(meeting)
    if found.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    if found.is_kept:
        raise Refusal(_("The report of this meeting was circulated; its agenda stands."))
    return found
