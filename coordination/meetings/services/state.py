"""Where a meeting stands, asked once it is locked and rights were asked."""

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal

from ..models import AgendaItem, Meeting, MeetingStatus


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


def refuse_second(item: AgendaItem) -> None:
    """Refuse an item where something else follows from the same one by now."""
    others = AgendaItem.objects.present().filter(follows=item.follows_id).exclude(pk=item.pk)
    if item.follows_id is not None and others.exists():
        raise Refusal(_("Another item follows from the same one by now; remove that first."))
