"""What the mail may know of a dossier, and what auditors are told."""

import uuid
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.audit.anchors import heads_of
from coordination.audit.deeds import digest
from coordination.audit.models import AuditAnchor
from coordination.kit import clock
from coordination.mail.kinds import (
    DossierPart,
    MailKind,
    Notice,
    Rendered,
    guards,
    mail_kinds,
)
from coordination.mail.links import absolute
from coordination.mail.models import Message
from coordination.mail.readers import readers
from coordination.people.models import Recipient

from .models import Dossier, DossierAccess


def part_of(dossier_id: uuid.UUID, recipient: Recipient) -> DossierPart:
    """Whether the dossier exists for the recipient, and whether its words may be mailed.

    A person sees what she sees on the screen. A functional mailbox sees what its organisation
    owns or has a row in, and what is not restricted. An outside contact sees nothing of a
    classified dossier, and elsewhere what her message names.
    """
    dossier = Dossier.objects.filter(pk=dossier_id).first()
    if dossier is None:
        return DossierPart(visible=False, open=False)
    return DossierPart(visible=_visible(dossier, recipient), open=not dossier.is_classified)


def _visible(dossier: Dossier, recipient: Recipient) -> bool:
    if recipient.user:
        user: Any = recipient.user
        return Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()
    if recipient.contact:
        return not dossier.is_classified
    rows = DossierAccess.objects.live().filter(Q(organisation=recipient.mailbox), dossier=dossier)
    return not dossier.restricted or dossier.owner_id == recipient.mailbox_id or rows.exists()


def glass_broken(message: Message) -> Rendered:
    """Who reads without a part, until when and why; the number only, never the title."""
    access = DossierAccess.objects.select_related("dossier", "user__organisation").get(
        pk=message.payload["access"]
    )
    number, path = access.dossier.number, reverse("dossiers:record")
    assert access.user is not None
    assert access.until is not None
    lines = [
        _("%(who)s reads dossier %(number)s without a part in it, until %(until)s.")
        % {
            "who": access.user.label,
            "number": number,
            "until": date_format(localtime(access.until), "SHORT_DATETIME_FORMAT"),
        },
        _("Reason: %(reason)s") % {"reason": access.reason},
        absolute(path),
    ]
    subject = _("Read without a part: dossier %(number)s") % {"number": number}
    return Rendered(subject, "\n\n".join(lines), Notice(number, access.since, path))


def sealed(message: Message) -> Rendered:
    """The day's anchor as it must be kept outside the system: digest and signature."""
    anchor = AuditAnchor.objects.get(pk=message.payload["anchor"])
    path = reverse("dossiers:record")
    lines = [
        _("Keep this mail: with it can be proved that the record was not rewritten."),
        "\n".join(
            [
                anchor.at.isoformat(),
                f"{len(heads_of(anchor.heads))} streams",
                f"sha256 {digest(anchor.heads)}",
                f"signature {anchor.signature}",
            ]
        ),
        absolute(path),
    ]
    day = date_format(localtime(anchor.at), "SHORT_DATE_FORMAT")
    subject = _("Seal of the record, %(day)s") % {"day": day}
    return Rendered(subject, "\n\n".join(lines), Notice("", anchor.at, path))


def readable(user: Any) -> Q:
    """Messages of dossiers she may see now; what is under embargo a chain partner does not."""
    dossiers = Dossier.objects.visible_to(user)
    if user.only_partner:
        dossiers = dossiers.exclude(embargo_until__gt=clock.now())
    return Q(dossier=None) | Q(dossier__in=dossiers.values("pk"))


guards.add("dossiers", part_of)
readers.add("dossiers", readable)
mail_kinds.add(
    "dossiers.glass_broken",
    MailKind(gettext_lazy("read without a part"), render=glass_broken, urgent=True),
)
mail_kinds.add(
    "dossiers.anchor", MailKind(gettext_lazy("seal of the record"), render=sealed, rests=True)
)
