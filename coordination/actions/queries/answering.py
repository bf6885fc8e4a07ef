"""The points a recipient may answer for from her mail, and the links by which she does."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.dossiers.models import Classification
from coordination.kit import clock
from coordination.mail.links import LASTS, link_to
from coordination.people.models import OrganisationKind, Recipient

from ..models import ActionPoint, ActionStatus, ActionUpdate, Verb, free
from ..permissions import answers_for

WITH = ("owner_organisation", "owner_person", "owner_post", "dossier")


def points_for(recipient: Recipient) -> "QuerySet[ActionPoint]":
    """Circulated points the recipient may see without signing in: none that is classified.

    A person sees what she sees on the screen; a mailbox what its organisation owns and nobody in
    it has by name; a contact without an account none.
    """
    shown: Any = ActionPoint.objects.select_related(*WITH).exclude(status=ActionStatus.DRAFT)
    shown = shown.filter(dossier__classification=Classification.UNCLASSIFIED)
    if recipient.user:
        return shown.visible_to(recipient.user)  # type: ignore[no-any-return]  # of a queryset held as Any
    if recipient.mailbox is None:
        return shown.none()  # type: ignore[no-any-return]  # of a queryset held as Any
    if recipient.mailbox.kind == OrganisationKind.CHAIN_PARTNER:
        shown = shown.filter(free(clock.now()))
    return shown.filter(  # type: ignore[no-any-return]  # of a queryset held as Any
        owner_organisation=recipient.mailbox, owner_person=None, owner_post=None
    )


def answer_lines(
    recipient: Recipient, points: Iterable[str | UUID], *, at: datetime
) -> dict[str, list[str]]:
    """Per point she may answer for now, a line with a link per verb; two queries in all."""
    found = points_for(recipient).filter(pk__in=list(points), status=ActionStatus.OPEN)
    until = at + LASTS
    words = (
        ("actions.done", _("Done")),
        ("actions.later", _("Later")),
        ("actions.not_mine", _("Not mine")),
    )
    return {
        str(point.pk): [
            f"{word}: {link_to(recipient, verb, point.pk, until=until)}" for verb, word in words
        ]
        for point in found
        if answers_for(recipient, point)
    }


def comes_later(point: ActionPoint) -> date | None:
    """The day the owner last said it comes, while that lies after the term; no reminder before."""
    said = ActionUpdate.objects.filter(action_point=point, verb=Verb.LATER)
    day = said.order_by("-at", "-new").values_list("new", flat=True).first()
    announced = date.fromisoformat(day) if day else None
    return announced if announced and announced > point.due_on else None


def term_words(point: ActionPoint) -> str:
    """Until when, as one reads it: the day, the hour if there is one, the words of a fuzzy term."""
    day = date_format(point.due_on, "l j F Y")
    hour = f", {point.due_time:%H.%M}" if point.due_time else ""
    words = f" ({point.due_words})" if point.due_words else ""
    return _("Due %(day)s") % {"day": f"{day}{hour}{words}"}
