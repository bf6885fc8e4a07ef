"""What an inject does when it comes: a message, a paper, a figure."""

import datetime as dt
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal
from coordination.mail.services import queue_message
from coordination.papers.services import supply_asked
from coordination.people.models import Organisation, Recipient, RoleGrant, User
from coordination.people.services import recipient_for
from escalation.regions.services import book_figure

from ..models import MAIL, Inject, InjectKind


class NobodyThere(Refusal):
    """An inject that reaches nobody would be lost."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody would get this: choose a role, post or organisation with people.")
        )


def bring_in(*, inject: Inject, by: User | None, at: dt.datetime) -> int:
    """Do what the inject is; to how many it was told."""
    if inject.kind == InjectKind.PAPER:
        _supply(inject, by, at)
    elif inject.kind == InjectKind.FIGURE:
        assert inject.region is not None
        assert inject.indicator is not None
        assert inject.day is not None
        assert inject.value is not None
        book_figure(
            region=inject.region,
            indicator=inject.indicator,
            day=inject.day,
            value=inject.value,
            name=str(inject),
            by=by,
            at=at,
        )
    found = list(recipients_of(inject))
    if inject.kind not in {InjectKind.PAPER, InjectKind.FIGURE} and not found:
        raise NobodyThere
    for recipient in found:
        queue_message(
            recipient=recipient,
            kind=MAIL,
            key=f"{inject.pk}:{inject.version}",
            payload={"inject": str(inject.pk)},
            at=at,
        )
    return len(found)


def recipients_of(inject: Inject) -> Iterator[Recipient]:
    """Everyone active with the role, who holds the post, or the people of the organisation."""
    people = User.objects.active().order_by("email")
    if inject.role:
        held = RoleGrant.objects.filter(role=inject.role, confirmed_at__isnull=False)
        people = people.filter(pk__in=held.values("user"))
    elif inject.post is not None:
        people = people.filter(pk=inject.post.holder_id)
    elif inject.organisation is not None:
        people = people.filter(organisation=inject.organisation)
    else:
        people = people.none()
    yield from map(recipient_for, people)
    if isinstance(inject.organisation, Organisation) and inject.organisation.mailbox:
        yield recipient_for(inject.organisation)


def _supply(inject: Inject, by: User | None, at: dt.datetime) -> None:
    assert inject.dossier is not None
    upload = SimpleUploadedFile(f"{inject.code}.txt", inject.text.encode(), "text/plain")
    version = supply_asked(
        dossier=inject.dossier,
        title=inject.title,
        upload=upload,
        supplied_by=inject.organisation or inject.dossier.owner,
        by=by,
        at=at,
    )
    inject.paper = version.paper
