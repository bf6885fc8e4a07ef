"""Verbs of the record itself."""

from datetime import datetime

from .anchors import sign, written
from .deeds import deed, record
from .models import AuditAnchor, AuditHead


@deed
def seal_record(*, at: datetime) -> AuditAnchor:
    """Sign all heads as they stand now; each anchor holds the signature of the one before."""
    last = AuditAnchor.objects.order_by("-at").first()
    heads = AuditHead.objects.filter(seq__gt=0).order_by("stream")
    text = written(heads, previous=last.signature if last else "")
    anchor = AuditAnchor.objects.create(at=at, heads=text, signature=sign(text))
    record("audit.sealed", anchor, by=None, at=at, signature=anchor.signature)
    return anchor
