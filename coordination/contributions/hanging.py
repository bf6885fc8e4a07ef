"""A request for input that closes at a meeting moves with it; those who still owe it are told."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy

from coordination.actions.models import PartStatus
from coordination.mail.kinds import part_in
from coordination.meetings import hanging
from coordination.meetings.dependents import Dependents, Move, Said, Shift, Who, dependents
from coordination.meetings.models import Meeting
from coordination.people.models import Recipient, User

from .models import Contribution
from .services.letters import addressee

REQUESTS = "contributions.requests"


def shifts(moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """Requests whose point hangs on these meetings, at the moment they close."""
    return _of_points(hanging.shifts(moves, []))


def _of_points(found: Sequence[Shift]) -> list[Shift]:
    rows = Contribution.objects.open().filter(action_point__in=[one.noun.pk for one in found])
    by_point = {row.action_point_id: row for row in rows.select_related("action_point__dossier")}
    return [_shift(by_point[one.noun.pk], one) for one in found if one.noun.pk in by_point]


def _shift(request: Contribution, point: Shift) -> Shift:
    return Shift(
        REQUESTS,
        point.noun,
        gettext_lazy("request for input"),
        f"{request.number} {request.question}",
        was=point.was,
        becomes=point.becomes,
        who=tuple(_asked(request, point.was)),
        url=request.get_absolute_url(),
    )


def _asked(request: Contribution, at: dt.datetime) -> Iterator[Who]:
    """Those who still owe a reply; a contact without an account is not mailed about moves."""
    point = request.action_point
    for part in point.parts.filter(status=PartStatus.OPEN).select_related("organisation"):
        recipient = addressee(part.organisation, point, at=at)
        who = recipient.user or recipient.mailbox
        if who is not None:
            yield who


def seen(found: Sequence[Shift], user: User) -> list[Shift]:
    return hanging.seen(found, user)


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    return _of_points(hanging.undone(meetings, moved_at))


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    """By the id of the point; what a mailbox was asked it may read where that is unclassified."""
    rows = Contribution.objects.filter(action_point__in=list(pks))
    if recipient.user:
        rows = rows.visible_to(recipient.user)
    found = {}
    for row in rows.select_related("action_point__dossier"):
        point = row.action_point
        is_classified = point.dossier.is_classified
        if recipient.user or not is_classified or part_in(point.dossier_id, recipient).visible:
            what = row.number if is_classified else f"{row.number} {row.question[:200]}"
            found[str(point.pk)] = Said(what, hanging.moment_of(point), row.get_absolute_url())
    return found


dependents.add(REQUESTS, Dependents(shifts, seen, hanging.apply, undone, said_to), order=40)
