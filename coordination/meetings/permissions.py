"""Who may do what in a meeting, beside the right by role. One query per question."""

from django.db.models import Q, QuerySet

from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.permissions import can_lead as can_lead_dossier
from coordination.kit import clock
from coordination.people.models import BodyMember, MemberRole, User

from .guests import guests
from .models import Meeting, MeetingStatus

LEADERS = (MemberRole.SECRETARY, MemberRole.CHAIR)
NONE = Q(pk__in=())


def leads_body(user: User, meeting: Meeting) -> bool:
    """She is secretary or chair of the body today, by name or by post."""
    return seats_led_by(user).filter(body=meeting.body_id).exists()


def chairs_body(user: User, meeting: Meeting) -> bool:
    """She chairs the body today, by name or by post."""
    return _seats(user).filter(body=meeting.body_id, role=MemberRole.CHAIR).exists()


def is_member(user: User, meeting: Meeting) -> bool:
    """She is a present member of the body in any role but in copy."""
    return _memberships(user).filter(body=meeting.body_id).exists()


def arranged_by(user: User) -> Q:
    """The meetings of which `can_arrange` holds."""
    return Q(body__in=seats_led_by(user).values("body")) if user.may("meetings.agenda") else NONE


def open_to(user: User) -> Q:
    """The meetings of which `can_submit` holds."""
    if not user.may("meetings.submit"):
        return NONE
    written = Dossier.objects.with_function(user, Function.WRITER, Function.LEAD)
    hers = Q(body__in=_memberships(user).values("body")) | Q(dossier__in=written.values("pk"))
    for brings in guests:
        hers |= brings(user)
    return hers


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
    return Meeting.objects.filter(arranged_by(user), pk=meeting.pk).exists()


def can_lead(user: User, meeting: Meeting) -> bool:
    """Closes, circulates, adopts, corrects and settles additions: secretary or chair."""
    return user.may("meetings.circulate") and leads_body(user, meeting)


def can_submit(user: User, meeting: Meeting) -> bool:
    """Puts items on the agenda: members of the body, writers in the dossier, and guests."""
    return Meeting.objects.filter(open_to(user), pk=meeting.pk).exists()


def can_add(user: User, meeting: Meeting) -> bool:
    """Proposes additions to circulated minutes: members of the body, writers in the dossier."""
    return user.may("meetings.add") and (is_member(user, meeting) or _writes_dossier(user, meeting))


def _seats(user: User) -> "QuerySet[BodyMember]":
    found: QuerySet[BodyMember] = BodyMember.objects.all().held_by(user).present(clock.today())
    return found


def seats_led_by(user: User) -> "QuerySet[BodyMember]":
    """Where she is chair or secretary today, by name or by post."""
    return _seats(user).filter(role__in=LEADERS)


def _memberships(user: User) -> "QuerySet[BodyMember]":
    return _seats(user).exclude(role=MemberRole.IN_COPY)


def _writes_dossier(user: User, meeting: Meeting) -> bool:
    return (
        Dossier.objects.with_function(user, Function.WRITER, Function.LEAD)
        .filter(pk=meeting.dossier_id)
        .exists()
    )


def _leads_dossier(user: User, meeting: Meeting) -> bool:
    return Dossier.objects.with_function(user, Function.LEAD).filter(pk=meeting.dossier_id).exists()
