"""Who may do what in a meeting, beside the right by role. One query per question."""

from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.permissions import can_lead as can_lead_dossier
from coordination.kit import clock
from coordination.people.models import BodyMember, MemberRole, User

from .models import Meeting, MeetingStatus

LEADERS = (MemberRole.SECRETARY, MemberRole.CHAIR)


def leads_body(user: User, meeting: Meeting) -> bool:
    """She is secretary or chair of the body today, by name or by post."""
    rows = BodyMember.objects.filter(body=meeting.body_id, role__in=LEADERS)
    return rows.held_by(user).present(clock.today()).exists()


def chairs_body(user: User, meeting: Meeting) -> bool:
    """She chairs the body today, by name or by post."""
    rows = BodyMember.objects.filter(body=meeting.body_id, role=MemberRole.CHAIR)
    return rows.held_by(user).present(clock.today()).exists()


def is_member(user: User, meeting: Meeting) -> bool:
    """She is a present member of the body in any role but in copy."""
    rows = BodyMember.objects.filter(body=meeting.body_id).exclude(role=MemberRole.IN_COPY)
    return rows.held_by(user).present(clock.today()).exists()


def can_plan(user: User, meeting: Meeting) -> bool:
    """Moves, cancels and names note takers: the body's secretary or chair, or a coordinator."""
    return user.may("meetings.plan") and (
        leads_body(user, meeting) or _leads_dossier(user, meeting)
    )


def takes_notes(user: User, meeting: Meeting) -> bool:
    """Types lines and attendance: secretary, chair or a note taker."""
    return user.may("meetings.write") and (
        leads_body(user, meeting) or meeting.note_takers.filter(pk=user.pk).exists()
    )


def can_plan_series(user: User, dossier: Dossier) -> bool:
    """Plans many meetings ahead: who leads the dossier, or a coordinator with a part in it."""
    return user.may("meetings.plan") and can_lead_dossier(user, dossier)


def can_write(user: User, meeting: Meeting) -> bool:
    """She takes notes, and now she can: until the report is kept."""
    closed = meeting.is_kept or meeting.status == MeetingStatus.CANCELLED
    return not closed and takes_notes(user, meeting)


def can_arrange(user: User, meeting: Meeting) -> bool:
    """Orders the agenda, returns and accepts items: secretary or chair."""
    return user.may("meetings.agenda") and leads_body(user, meeting)


def can_lead(user: User, meeting: Meeting) -> bool:
    """Closes, circulates, adopts, corrects and settles additions: secretary or chair."""
    return user.may("meetings.circulate") and leads_body(user, meeting)


def can_submit(user: User, meeting: Meeting) -> bool:
    """Puts items on the agenda: members of the body, and writers in the dossier."""
    return user.may("meetings.submit") and (
        is_member(user, meeting) or _writes_dossier(user, meeting)
    )


def can_add(user: User, meeting: Meeting) -> bool:
    """Proposes additions to circulated minutes: members of the body, writers in the dossier."""
    return user.may("meetings.add") and (is_member(user, meeting) or _writes_dossier(user, meeting))


def _writes_dossier(user: User, meeting: Meeting) -> bool:
    return (
        Dossier.objects.with_function(user, Function.WRITER, Function.LEAD)
        .filter(pk=meeting.dossier_id)
        .exists()
    )


def _leads_dossier(user: User, meeting: Meeting) -> bool:
    return Dossier.objects.with_function(user, Function.LEAD).filter(pk=meeting.dossier_id).exists()
