"""Once a day the heads of the record are signed and leave the house."""

from datetime import datetime

from django.utils import timezone

from coordination.audit.deeds import deed, record
from coordination.audit.models import AuditAnchor
from coordination.audit.services import seal_record
from coordination.mail.services import queue_message
from coordination.people.services import recipient_for

from .reading import auditors


def seal_day(*, at: datetime) -> AuditAnchor | None:
    """The anchor of the day of `at`, mailed to every auditor; None where it stands already."""
    day = timezone.localdate(at)
    last = AuditAnchor.objects.order_by("-at").first()
    if last is not None and timezone.localdate(last.at) >= day:
        return None
    return _seal(at=at)


@deed
def _seal(*, at: datetime) -> AuditAnchor:
    anchor = seal_record(at=at)
    for auditor in auditors():
        queue_message(
            recipient=recipient_for(auditor),
            kind="dossiers.anchor",
            key=timezone.localdate(at).isoformat(),
            payload={"anchor": anchor.pk},
            at=at,
        )
    record("dossiers.record_sealed", anchor, by=None, at=at)
    return anchor
