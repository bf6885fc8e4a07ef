"""Following the record: what was written since the last time, stream by stream.

A stream is written under lock and has no gaps, so nothing appears behind the place one stands.
The moment of an event says less: what began early can be in late.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .models import AuditHead


def grown(positions: type[Model]) -> "QuerySet[AuditHead]":
    """Heads past the `seq` that `positions` holds of their `stream`; `read` says where that was."""
    known = positions._default_manager.filter(stream=OuterRef("stream")).values("seq")
    heads = AuditHead.objects.annotate(read=Coalesce(Subquery(known), 0))
    found: QuerySet[AuditHead] = heads.filter(seq__gt=F("read")).order_by("stream")
    return found


def have_read(positions: type[Model], heads: Iterable[AuditHead]) -> None:
    """Note that these streams were read up to their heads as given."""
    rows: list[Any] = [positions(stream=head.stream, seq=head.seq) for head in heads]
    positions._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["stream"], update_fields=["seq"]
    )
