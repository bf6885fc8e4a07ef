"""The extract of one item, for who is told what came of it and not the rest of the meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from coordination.decisions.models import Decision
from coordination.dossiers.models import DossierAccess, Function
from coordination.dossiers.workers import workers
from coordination.mail.foretelling import is_reached, is_told_all
from coordination.mail.kinds import part_in
from coordination.people.models import BodyMember, MemberRole, Organisation, Recipient, User
from coordination.people.services import recipient_for

from ..models import AgendaItem, MinutesVersion
from ..models.embargo import under_embargo
from .build import report_in
from .content import Report
from .embargo import is_outside
from .readers import Reader, reader_of


@dataclass(frozen=True)
class Listener:
    """Who hears of it, or why not: `refused` is "", "dossier" or "embargo"."""

    who: User | Organisation
    recipient: Recipient
    refused: str
    told_all: bool

    @property
    def label(self) -> str:
        return str(self.who.label if isinstance(self.who, User) else self.who)


def extract_of(version: MinutesVersion, item: AgendaItem) -> Report:
    """The kept report with this item only: no other item, nothing carried, nobody's presence."""
    report = report_in(version)
    only = tuple(one for one in report.items if one.id == str(item.pk))
    return replace(report, items=only, carried=(), present=(), away=())


def extract_for(recipient: Recipient, version: MinutesVersion, item: AgendaItem) -> Reader:
    """The extract as this recipient may read it; without items where she may not."""
    return reader_of(recipient, extract_of(version, item))


def listeners_of(item: AgendaItem, *, by: User, at: datetime) -> list[Listener]:
    """The submitter, and the members of the bodies and the team that work in the item's dossier.

    A body that only reads there is not told, nor the body that met; nor `by`, who tells.
    """
    people: dict[object, User | Organisation] = {}
    for who in (*_submitter(item), *_team(item, at)):
        people.setdefault(who.pk, who)
    people.pop(by.pk, None)
    found = [_listener(who, item, at) for who in people.values()]
    return sorted(found, key=lambda one: (one.refused, one.label))


def _submitter(item: AgendaItem) -> Iterable[User | Organisation]:
    """The person who brought the subject in, else the mailbox of her organisation.

    That was not always at its first meeting: what a cycle puts on an agenda nobody brought in.
    """
    course = Q(pk=item.origin_id or item.pk) | Q(origin=item.origin_id or item.pk)
    rows = AgendaItem.objects.filter(course).exclude(submitted_by=None)
    rows = rows.select_related("created_by__organisation", "submitted_by")
    first = rows.order_by("meeting__starts_at", "created_at", "pk").first()
    if first is None:
        return
    person, organisation = first.created_by, first.submitted_by
    if person is not None and person.is_active and person.organisation_id == first.submitted_by_id:
        yield person
    elif organisation is not None and organisation.mailbox:
        yield organisation


def _team(item: AgendaItem, at: datetime) -> Iterable[User | Organisation]:
    rows = DossierAccess.objects.live(at).filter(dossier=item.dossier_id, body__isnull=False)
    bodies = rows.exclude(function=Function.READER).exclude(body=item.meeting.body_id)
    members = BodyMember.objects.present(timezone.localdate(at))
    at_work = Q(body__in=bodies.values("body"))
    for bodies_of in workers:
        at_work |= Q(body__in=bodies_of(item.dossier_id))
    members = members.filter(at_work).exclude(body=item.meeting.body_id)
    members = members.exclude(role=MemberRole.IN_COPY).select_related(
        "organisation", "person__organisation", "post__holder__organisation"
    )
    for row in members.order_by("organisation__code", "pk"):
        if row.holder is not None:
            if row.holder.is_active:
                yield row.holder
        elif row.organisation.mailbox:
            yield row.organisation


def _listener(who: User | Organisation, item: AgendaItem, at: datetime) -> Listener:
    recipient = recipient_for(who)
    refused = ""
    if not part_in(item.dossier_id, recipient).visible or not is_reached(
        recipient, dossier=item.dossier_id, at=at
    ):
        refused = "dossier"
    elif is_outside(recipient) and _is_held(item, at):
        refused = "embargo"
    told_all = not refused and is_told_all(recipient, dossier=item.dossier_id)
    return Listener(who, recipient, refused, told_all)


def _is_held(item: AgendaItem, at: datetime) -> bool:
    """The dossier is under embargo, or a decision that was taken under this item."""
    until = item.dossier.embargo_until
    if until is not None and until > at:
        return True
    decisions = Decision.objects.filter(under_embargo(at), entry__item=item)
    return bool(decisions.exists())
