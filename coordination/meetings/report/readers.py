"""Who gets a report, and what each of them may read of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.mail.kinds import part_in
from coordination.people.models import BodyMember, Organisation, Recipient, User
from coordination.people.services import recipient_for

from ..models import Meeting
from .content import Report
from .embargo import is_outside, without_embargoed


@dataclass(frozen=True)
class Reader:
    """A recipient with her part of the report."""

    recipient: Recipient
    report: Report
    ids: tuple[str, ...]

    @property
    def own_points(self) -> list[str]:
        return [line.number for line in self.report.points_of(*self.ids)]


def readers_of(meeting: Meeting, report: Report) -> list[Reader]:
    """Everybody who is mailed: members, who attended, and owners; each with her own part.

    Who may read nothing of it and owns no point gets nothing.
    """
    found = [reader_of(recipient_for(who), report) for who in _expected(meeting, report)]
    return [reader for reader in found if reader.report.items]


def reader_of(recipient: Recipient, report: Report) -> Reader:
    """The report as this recipient reads it."""
    dossiers = {item.dossier for item in report.items} | {p.dossier for p in report.carried}
    if recipient.user:
        visible = Dossier.objects.visible_to(recipient.user).filter(pk__in=dossiers)
        seen = {str(pk) for pk in visible.values_list("pk", flat=True)}
    else:
        seen = {pk for pk in dossiers if part_in(UUID(pk), recipient).visible}
    read = report.seen_by(seen)
    if is_outside(recipient):
        read = without_embargoed(read, at=clock.now())
    return Reader(recipient, read, tuple(_ids(recipient)))


def _ids(recipient: Recipient) -> Iterable[str]:
    if recipient.user:
        yield str(recipient.user.pk)
        yield str(recipient.user.organisation_id)
    elif recipient.mailbox:
        yield str(recipient.mailbox.pk)


def _expected(meeting: Meeting, report: Report) -> Iterable[User | Organisation]:
    people: dict[object, User] = {}
    mailboxes: dict[object, Organisation] = {}
    members = BodyMember.objects.filter(body=meeting.body_id).present(
        timezone.localtime(meeting.starts_at).date()
    )
    for row in members.select_related("organisation", "person", "post__holder"):
        if row.holder and row.holder.is_active:
            people[row.holder.pk] = row.holder
        elif row.organisation.mailbox:
            mailboxes[row.organisation.pk] = row.organisation
    for attended in meeting.attendances.select_related("person").exclude(person=None):
        assert attended.person is not None
        people[attended.person.pk] = attended.person
    owners = {owner for line in report.points for owner in line.owners}
    for user in User.objects.active().filter(pk__in=owners):
        people[user.pk] = user
    represented = {str(user.organisation_id) for user in people.values()}
    for organisation in Organisation.objects.filter(pk__in=owners - represented):
        if organisation.mailbox:
            mailboxes[organisation.pk] = organisation
    yield from people.values()
    yield from mailboxes.values()
