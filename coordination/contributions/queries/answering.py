"""The parts a recipient may reply for from her mail, and the links by which she does."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.actions.models import ActionPart, ActionPoint, ActionStatus, PartStatus, free
from coordination.dossiers.models import Classification
from coordination.kit import clock
from coordination.mail.links import LASTS, link_to
from coordination.people.models import OrganisationKind, Recipient

from ..models import Contribution
from ..permissions import replies_for

POINT = "action_point__"
WITH = ("dossier", "body", "owner_organisation", "contribution__asked_by__organisation")


def parts_for(recipient: Recipient) -> "QuerySet[ActionPart]":
    """Parts in requests the recipient may see without signing in: none that is classified.

    Those of her organisation: a person's own, a mailbox's, and that of which a contact without an
    account is. A chain partner and a contact see none that is under embargo.
    """
    points: Any = ActionPoint.objects.exclude(status=ActionStatus.DRAFT)
    points = points.filter(dossier__classification=Classification.UNCLASSIFIED)
    if recipient.user:
        points = points.visible_to(recipient.user)
        organisation: Any = recipient.user.organisation_id
    elif recipient.mailbox:
        organisation = recipient.mailbox.pk
        if recipient.mailbox.kind == OrganisationKind.CHAIN_PARTNER:
            points = points.filter(free(clock.now()))
    else:
        assert recipient.contact is not None
        organisation = recipient.contact.organisation_id
        points = points.filter(free(clock.now()))
    asked = Q(action_point__in=points.values("pk"), action_point__contribution__isnull=False)
    rows = ActionPart.objects.filter(asked, organisation=organisation)
    return rows.select_related("organisation", *(f"{POINT}{name}" for name in WITH))


def answer_lines(recipient: Recipient, contribution: Contribution, *, at: datetime) -> list[str]:
    """A line with a link per verb by which she replies without signing in: one query."""
    part = parts_for(recipient).filter(action_point=contribution.action_point_id).first()
    return _lines(recipient, part, at) if part else []


def offer(recipient: Recipient, keys: Iterable[UUID], at: datetime) -> dict[UUID, list[str]]:
    """The same in a reminder of several parts: one query for all."""
    parts = parts_for(recipient).filter(pk__in=list(keys), status=PartStatus.OPEN)
    return {part.pk: _lines(recipient, part, at) for part in parts}


def _lines(recipient: Recipient, part: ActionPart, at: datetime) -> list[str]:
    """The links outlive the closing moment: a late reply is taken as long as it is open."""
    contribution: Contribution = part.action_point.contribution
    if not contribution.is_open or not replies_for(recipient, part):
        return []
    until = max(at, contribution.closes_at) + LASTS
    verbs = {"contributions.input": _("Reply without signing in")}
    if contribution.is_round:
        verbs = {
            "contributions.agree": _("Agreed"),
            "contributions.object": _("Objection"),
            "contributions.not_applicable": _("Not applicable to us"),
        }
    return [
        f"{word}: {link_to(recipient, verb, part.pk, until=until)}" for verb, word in verbs.items()
    ]


def closes_in_words(contribution: Contribution) -> str:
    """The day, with the hour where the term has one."""
    point = contribution.action_point
    day = date_format(point.due_on, "l j F Y")
    return f"{day}, {point.due_time:%H.%M}" if point.due_time else day


def asked_in_words(contribution: Contribution) -> str:
    """Who asks, and for which body."""
    who, body = contribution.asked_by.label, contribution.action_point.body
    if body is None:
        return _("Asked by %(who)s.") % {"who": who}
    return _("Asked by %(who)s, for %(body)s.") % {"who": who, "body": body.code}
