"""What the verbs share: the checks, the locks and the row a line is found by."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from coordination.search.services import index_object

from ..models import AdviceRequest, Stop
from ..permissions import can_keep

LONGEST = 4_000
ONLY_WRITERS = _("Only who writes in the dossier of this advice line does this.")
ENDED = _("This advice line has ended. Undo that first.")


class Ended(Refusal):
    """What was answered or withdrawn takes no more."""

    status = 409


def lock_line(
    line: AdviceRequest,
    by: User,
    *,
    version: int | None = None,
    ended: bool = False,
    allowed: bool = False,
) -> AdviceRequest:
    """The line under lock, for who keeps it, or is `allowed` to do this all the same.

    Refuses one that has ended unless `ended`.
    """
    found = locked(line)
    if not allowed and not can_keep(by, found):
        raise NotAllowed(ONLY_WRITERS)
    if version is not None:
        refuse_stale(found, version)
    if not ended and not found.is_running:
        raise Ended(ENDED)
    return found


def lock_stop(
    stop: Stop,
    by: User,
    *,
    version: int | None = None,
    removed: bool = False,
    allowed: bool = False,
) -> tuple[Stop, AdviceRequest]:
    """The stop and its line under lock, the line first; refuses one that comes no more."""
    line = lock_line(stop.request, by, ended=True, allowed=allowed)
    found = locked(stop)
    found.request = line
    if not found.is_to_come:
        raise Ended(ENDED)
    if version is not None:
        refuse_stale(found, version)
    if (found.removed_at is not None) != removed:
        raise Refusal(
            _("This stop still stands.")
            if removed
            else _("This stop was removed. Undo that first.")
        )
    return found, line


def keep(noun: AdviceRequest | Stop, *, by: User, at: datetime) -> None:
    """Save it as its next version; a line is found anew."""
    noun.version += 1
    save_as(noun, by=by, at=at)
    if isinstance(noun, AdviceRequest):
        index(noun, at=at)


def index(line: AdviceRequest, *, at: datetime) -> None:
    index_object(
        line,
        dossier=line.dossier,
        title=line.question,
        hint=f"{line.number} · {line.team.code}",
        text=f"{line.background} {line.answer} {line.team.subject}",
        url=line.get_absolute_url(),
        at=at,
    )


def note(verb: str, line: AdviceRequest, *, by: Any, at: datetime, **said: Any) -> None:
    record(
        f"advice.{verb}", line, by=by, at=at, dossier=line.dossier_id, number=line.number, **said
    )
