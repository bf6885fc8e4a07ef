"""What the verbs share: the checks, the locks and the row a request is found by."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPart, ActionPoint
from coordination.audit.deeds import record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Organisation, User
from coordination.search.services import index_object

from ..models import Contribution, Reply
from ..permissions import can_steer

LONGEST = 4_000


class Closed(Refusal):
    """What was closed or withdrawn takes no more."""

    status = 409


class NotAsked(Refusal):
    """This organisation has no part in it."""


def checked(text: str, field: str, *, needed: Any = "") -> str:
    """The text as it may be kept; `needed` is the sentence for one that is empty."""
    cleaned = text.strip()
    if needed and not cleaned:
        raise Refusal(needed, field=field)
    for sentence in refuse_unsafe(cleaned, longest=LONGEST):
        raise Refusal(sentence, field=field)
    return cleaned


def lock_steered(contribution: Contribution, by: User) -> ActionPoint:
    """Its point under lock, where she may steer it; the request then names that very row."""
    point = locked(contribution.action_point)
    ask_to_steer(point, by)
    contribution.action_point = point
    return point


def ask_to_steer(point: ActionPoint, by: User) -> None:
    if not can_steer(by, point):
        raise NotAllowed(_("Only the owner of the action point or who manages it does this."))


def refuse_closed(contribution: Contribution) -> None:
    if not contribution.is_open:
        raise Closed(_("This request for input is closed."))


def part_in(contribution: Contribution, organisation: Organisation) -> ActionPart:
    """The part of an organisation, under lock; refuses one that was not asked."""
    parts = ActionPart.objects.select_for_update(of=("self",)).select_related("action_point")
    found: ActionPart | None = parts.filter(
        action_point=contribution.action_point_id, organisation=organisation
    ).first()
    if found is None:
        raise NotAsked(_("This organisation was not asked."), field="organisation")
    return found


def standing_reply(contribution: Contribution, organisation: Organisation) -> Reply | None:
    found: Reply | None = (
        contribution.replies.standing()
        .filter(organisation=organisation)
        .select_related("file__paper", "answer")
        .order_by("-number")
        .first()
    )
    return found


def index(contribution: Contribution, *, at: datetime) -> None:
    point = contribution.action_point
    index_object(
        contribution,
        dossier=point.dossier,
        title=contribution.question,
        hint=f"{point.number} · {point.owner_label}",
        text=f"{point.text} {contribution.instructions}",
        url=contribution.get_absolute_url(),
        at=at,
    )


def note(verb: str, contribution: Contribution, *, by: Any, at: datetime, **said: Any) -> None:
    point = contribution.action_point
    record(
        f"contributions.{verb}",
        contribution,
        by=by,
        at=at,
        dossier=point.dossier_id,
        number=point.number,
        **said,
    )
