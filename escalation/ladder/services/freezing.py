"""The ladder as it stands, as papers of an item of a meeting."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.meetings.models import AgendaItem, AgendaPaper, Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.papers import supply_paper
from coordination.papers.models import PaperKind
from coordination.people.models import User

from ..freezing import frozen_pdf
from ..queries.asked import Reach
from ..queries.overview import Overview, overview


@deed
def freeze_ladder(
    *, by: User, at: datetime, item: AgendaItem | None = None, meeting: Meeting | None = None
) -> list[AgendaPaper]:
    """The country as it stands now, as a final paper with the item; what waits as a second one.

    Whoever reads the dossier of the item reads its papers. So the first holds what anybody may
    know; where something is proposed or not yet published, a second one for government alone holds
    that too. Regions whose dossier is restricted stand in neither. With `meeting` in place of an
    item it is a new item there. Refuses what the meeting refuses: who may not put papers or items
    there, and a meeting that is closed; and an item that was removed.
    """
    item = _place(item, meeting, by=by, at=at)
    moment = date_format(timezone.localtime(at), "DATETIME_FORMAT")
    public, officials = (
        overview(by, at=at, now=at, reach=reach) for reach in (Reach.PUBLIC, Reach.OFFICIALS)
    )
    title = _("Escalation ladder as on %(moment)s") % {"moment": moment}
    supplied = [_supply(item, title, public, by=by, at=at)]
    if _says_more(officials, public):
        title = _("Escalation ladder with proposals, as on %(moment)s") % {"moment": moment}
        supplied.append(_supply(item, title, officials, by=by, at=at, within_government=True))
    record(
        "ladder.ladder_frozen", supplied[-1], by=by, at=at, dossier=item.dossier_id, item=item.pk,
        papers=sorted(str(one.paper_id) for one in supplied),
    )  # fmt: skip
    return supplied


def _place(
    item: AgendaItem | None, meeting: Meeting | None, *, by: User, at: datetime
) -> AgendaItem:
    """The item, or a new one of the meeting: exactly one of the two is asked for."""
    if item is not None and meeting is None:
        if item.removed_at is not None:
            raise Refusal(_("This item was removed. Undo that first."), field="item")
        return item
    if item is not None or meeting is None:
        raise Refusal(_("Choose an agenda item, or a meeting for a new one."), field="item")
    facts = ItemFacts(title=_("Escalation ladder"), dossier=meeting.dossier)
    return submit_item(meeting=meeting, facts=facts, by=by, at=at)


def _supply(
    item: AgendaItem, title: str, found: Overview, *, by: User, at: datetime, **more: Any
) -> AgendaPaper:
    marks = [str(item.meeting), item.title]
    kind = "voorstellen" if more else "ladder"
    if more:
        marks.append(_("Within government only"))
    made = frozen_pdf(found, marks=marks)
    name = f"escalatie{kind}-{at:%Y%m%d-%H%M}.pdf"
    upload = SimpleUploadedFile(name, made, "application/pdf")
    return supply_paper(
        item=item, title=title, kind=PaperKind.REPORT, upload=upload, by=by, at=at, final=True,
        **more,
    )  # fmt: skip


def _says_more(officials: Overview, public: Overview) -> bool:
    """A proposal, a level that waits, or one that is under embargo."""
    known = {place.region.pk: place.rank for place in public.places}
    return officials.inside or any(
        place.rank != known.get(place.region.pk) for place in officials.places
    )
