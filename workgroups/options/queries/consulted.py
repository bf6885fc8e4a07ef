"""Every consultation of a question, with what was said in it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from coordination.actions.models import ActionPoint, ActionStatus, PartStatus
from coordination.contributions.models import Contribution, Reply
from coordination.people.models import User

from ..models import OptionSet, Remark

PARTS = "action_point__parts"
IN = Q(**{f"{PARTS}__status": PartStatus.IN})
NOT_ASKED = Q(**{f"{PARTS}__status": PartStatus.NOT_APPLICABLE})


@dataclass
class Consulted:
    """A consultation: how many replied of how many asked, remarks made in it, and other replies."""

    contribution: Contribution
    replied: int
    asked: int
    remarks: list[Remark] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.contribution.is_open


def consultations_of(user: User, options: OptionSet, *, at: datetime | None) -> list[Consulted]:
    """Those she may see, the last one first, with their replies: two queries, one where none.

    With `at` those asked by then, as they stood.
    """
    if options.consultation_id is None:
        return []
    of = Q(pk=options.consultation_id) | Q(pk__in=options.earlier.values("contribution"))
    rows = Contribution.objects.visible_to(user).filter(of).select_related("action_point")
    if at is not None:
        rows = rows.filter(asked_at__lte=at).annotate(was=_status(at))
    rows = rows.annotate(
        replied=Count(PARTS, filter=IN, distinct=True),
        asked=Count(PARTS, filter=~NOT_ASKED, distinct=True),
    )
    found = list(rows.order_by("-asked_at", "-action_point__serial", "pk"))
    replies = _replies(user, found, at)
    for one in found if at is not None else ():
        # what was not kept of its point yet was still being asked
        one.action_point.status = one.was or ActionStatus.OPEN
    return [
        Consulted(
            one,
            len(replies[one.pk]) if at is not None else one.replied,
            one.asked,
            replies=replies[one.pk],
        )
        for one in found
    ]


def sort_remarks(consulted: list[Consulted], remarks: Iterable[Remark]) -> list[Remark]:
    """Each remark to the consultation in which it was made; those made outside of one remain."""
    outside = []
    for remark in remarks:
        begun = (one for one in consulted if one.contribution.asked_at <= remark.at)
        here = next(begun, None)
        if here is not None and remark.at <= here.contribution.closes_at:
            here.remarks.append(remark)
        else:
            outside.append(remark)
    return outside


def _status(at: datetime) -> Subquery:
    """That of its point at that moment."""
    rows = ActionPoint.history.filter(id=OuterRef("action_point"), history_date__lte=at)
    return Subquery(rows.order_by("-history_date", "-version").values("status")[:1])


def _replies(user: User, found: list[Contribution], at: datetime | None) -> dict[Any, list[Reply]]:
    """The newest reply of each organisation that stands, or stood at `at`, in order of time."""
    by_request: dict[Any, list[Reply]] = defaultdict(list)
    if not found:
        return by_request
    rows = Reply.objects.visible_to(user).filter(contribution__in=[one.pk for one in found])
    if at is None:
        rows = rows.standing()
    else:
        rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), at__lte=at)
    newest: dict[Any, Reply] = {}
    for reply in rows.select_related(
        "organisation", "by__organisation", "answer__recipient__mailbox"
    ).order_by("number"):
        newest[reply.contribution_id, reply.organisation_id] = reply
    for reply in sorted(newest.values(), key=lambda one: (one.at, one.organisation.code)):
        by_request[reply.contribution_id].append(reply)
    return by_request
