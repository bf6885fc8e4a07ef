"""What every page of a report must say: how closed it is, and until when it stays inside."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.decisions.models import Decision
from coordination.dossiers.models import Classification, Dossier

from .content import Report


@dataclass(frozen=True)
class Marks:
    """In the reader's language; `closed` are the classified dossiers she reads from."""

    classification: str
    embargo: str
    closed: tuple[Dossier, ...]


def marks_of(report: Report, *, dossier: Dossier, at: datetime) -> Marks:
    """The highest classification and the last embargo of all that stands in this report.

    As they are set now, not as they were when the report was kept. Two queries.
    """
    ids = {item.dossier for item in report.items} | {point.dossier for point in report.carried}
    dossiers = [*Dossier.objects.filter(pk__in=ids - {str(dossier.pk)}).order_by("pk"), dossier]
    decisions = Decision.objects.filter(pk__in=[line.decision for line in report.decisions])
    last = decisions.aggregate(last=Max("embargo_until"))["last"]
    untils = [until for until in (last, *(d.embargo_until for d in dossiers)) if until]
    level = Classification(max(found.classification for found in dossiers))
    return Marks(
        classification=str(level.label).capitalize(),
        embargo=embargo_words(max(untils, default=at), at),
        closed=tuple(found for found in dossiers if found.is_classified),
    )


def embargo_words(until: datetime, at: datetime) -> str:
    """What every page says of an embargo; nothing once it has passed."""
    if until <= at:
        return ""
    moment = date_format(timezone.localtime(until), "DATETIME_FORMAT")
    return _("Under embargo until %(moment)s; does not leave the government") % {"moment": moment}
