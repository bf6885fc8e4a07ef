"""Where an organisation stands apart on a requested decision."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.people.models import Organisation, User

from ..models import AgendaItem, Meeting, PointOfDifference
from .refused import refuse_who_speaks_for_another
from .state import refuse_kept
from .typed import required, typed


@deed
def add_point_of_difference(
    *,
    item: AgendaItem,
    organisation: Organisation,
    position: str,
    by: User,
    at: datetime,
    proposed_text: str = "",
) -> PointOfDifference:
    """What an organisation thinks otherwise; a member for her own, the secretary for all."""
    _refuse_other(locked(item.meeting), organisation, by)
    point = PointOfDifference.objects.create(
        item=item,
        organisation=organisation,
        position=required(
            position, _("Say what the difference is."), field="position", longest=2000
        ),
        proposed_text=typed(proposed_text, field="proposed_text", longest=2000),
    )
    record(
        "agenda.difference_added",
        point,
        by=by,
        at=at,
        dossier=item.dossier_id,
        item=item.pk,
        organisation=organisation.pk,
        position=point.position,
        proposed_text=point.proposed_text,
    )
    return point


@deed
def remove_point_of_difference(*, point: PointOfDifference, by: User, at: datetime) -> AgendaItem:
    """The point off the item; the record keeps that it stood there."""
    item = point.item
    _refuse_other(locked(item.meeting), point.organisation, by)
    record(
        "agenda.difference_removed",
        point,
        by=by,
        at=at,
        dossier=item.dossier_id,
        item=item.pk,
        organisation=point.organisation_id,
        position=point.position,
        proposed_text=point.proposed_text,
    )
    point.delete()
    return item


def _refuse_other(meeting: Meeting, organisation: Organisation, by: User) -> None:
    refuse_who_speaks_for_another(organisation, meeting, by)
    refuse_kept(meeting)
