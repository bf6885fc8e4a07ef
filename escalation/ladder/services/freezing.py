"""The ladder as it stands, as a paper of an item of a meeting."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.meetings.models import AgendaItem, AgendaPaper
from coordination.meetings.services.papers import supply_paper
from coordination.papers.models import PaperKind
from coordination.people.models import User

from ..freezing import frozen_pdf
from ..queries.overview import overview


@deed
def freeze_ladder(*, item: AgendaItem, by: User, at: datetime) -> AgendaPaper:
    """A PDF of the country as `by` sees it now, as a final paper with the item.

    Refuses what the meeting refuses: who may not put papers there, and a meeting that is closed.
    """
    moment = date_format(timezone.localtime(at), "j F Y H:i")
    marks = [str(item.meeting), item.title]
    made = frozen_pdf(overview(by, at=at, now=at), marks=marks)
    upload = SimpleUploadedFile(f"escalatieladder-{at:%Y%m%d-%H%M}.pdf", made, "application/pdf")
    attached = supply_paper(
        item=item,
        title=_("Escalation ladder as on %(moment)s") % {"moment": moment},
        kind=PaperKind.REPORT,
        upload=upload,
        by=by,
        at=at,
        final=True,
    )
    record(
        "ladder.ladder_frozen", attached, by=by, at=at, dossier=item.dossier_id, item=item.pk,
        paper=attached.paper_id,
    )  # fmt: skip
    return attached
