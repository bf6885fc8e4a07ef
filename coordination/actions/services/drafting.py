"""A point in minutes that are still being written, until it is opened by circulation."""

from collections.abc import Sequence
from datetime import datetime

from coordination.audit.deeds import deed, digest
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.people.models import Body, Organisation, User
from coordination.people.services import next_number

from ..models import ActionKind, ActionPoint, ActionStatus, Assent, Verb
from ..terms import Owner, Term
from .saving import checked, lock_draft, note, put_also, put_owner, put_parts, put_term, save, tell


@deed
def draft_action_point(  # noqa: PLR0913 what a line of minutes knows
    *,
    dossier: Dossier,
    body: Body,
    text: str,
    owner: Owner,
    term: Term,
    by: User,
    at: datetime,
    kind: ActionKind = ActionKind.ACTION,
    also: Sequence[Organisation] = (),
    members: Sequence[Organisation] = (),
    assent: Assent = Assent.GIVEN,
    decision: Decision | None = None,
) -> ActionPoint:
    """A draft with its number, on nobody's list yet and without history.

    With `members` it is asked of everyone: each of them has a part. Who may write the minutes
    has been asked by the caller. Refuses an owner of another organisation and a term that
    cannot be.
    """
    point = ActionPoint(
        series=body.code,
        year=at.year,
        serial=next_number(series=body.code, year=at.year),
        kind=kind,
        text=checked(text),
        body=body,
        dossier=dossier,
        decision=decision,
        assent=assent,
        for_everyone=bool(members),
        created_at=at,
        created_by=by,
    )
    put_owner(point, owner)
    put_term(point, term)
    save_as(point, by=by, at=at, history=False)
    if also:
        put_also(point, also)
    if members:
        put_parts(point, members, by=by, at=at, history=False)
    note("drafted", point, by=by, at=at, text=digest(point.text))
    return point


@deed
def rewrite_draft_action_point(  # noqa: PLR0913 what a line of minutes knows
    *,
    point: ActionPoint,
    text: str,
    owner: Owner,
    term: Term,
    kind: ActionKind,
    also: Sequence[Organisation],
    members: Sequence[Organisation],
    by: User,
    at: datetime,
) -> ActionPoint:
    """The draft with the words of its line; refuses what was circulated."""
    draft = lock_draft(point)
    draft.text, draft.kind = checked(text), kind
    draft.for_everyone = bool(members)
    put_owner(draft, owner)
    put_term(draft, term)
    draft.version += 1
    save_as(draft, by=by, at=at, history=False)
    put_also(draft, also)
    put_parts(draft, members, by=by, at=at, history=False)
    note("rewritten", draft, by=by, at=at, text=digest(draft.text))
    return draft


@deed
def discard_draft_action_point(*, point: ActionPoint, by: User, at: datetime) -> None:
    """Remove a draft whose line became something else; refuses what was circulated.

    The line lets go of it first.
    """
    draft = lock_draft(point)
    note("discarded", draft, by=by, at=at, text=digest(draft.text))
    put_parts(draft, (), by=by, at=at, history=False)
    key = draft.pk
    put_also(draft, ())
    draft.delete()
    # a draft leaves no earlier states, so neither does its removal
    ActionPoint.history.filter(id=key).delete()


@deed
def open_action_point(*, point: ActionPoint, by: User, at: datetime) -> ActionPoint:
    """The draft on its owner's list, by circulation: its first history row, and found."""
    draft = lock_draft(point)
    draft.status = ActionStatus.OPEN
    save(draft, by=by, at=at)
    for part in draft.parts.all():
        save_as(part, by=by, at=at)
    tell(Verb.OPENED, draft, by=by, at=at)
    return draft
