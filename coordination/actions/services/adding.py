"""A point without a meeting: by mail, by telephone, in the corridor."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Body, Organisation, Post, User
from coordination.people.services import next_number

from ..models import ActionKind, ActionPoint, ActionStatus, Assent, Verb
from ..permissions import can_add, sees_classified
from ..terms import Owner, Term
from .saving import WrongOwner, checked, put_also, put_owner, put_parts, put_term, save, tell


class DossierClosed(Refusal):
    """Nothing is begun in a dossier that was closed."""

    status = 409


@deed
def add_action_point(  # noqa: PLR0913 all that a point holds
    *,
    dossier: Dossier,
    text: str,
    owner: Owner,
    term: Term,
    by: User,
    at: datetime,
    kind: ActionKind = ActionKind.ACTION,
    body: Body | None = None,
    also: Sequence[Organisation] = (),
    members: Sequence[Organisation] = (),
    source: str = "",
    made_to: str = "",
    made_by: Post | None = None,
    decision: Decision | None = None,
) -> ActionPoint:
    """An open point with its number, at once on its owner's list.

    Numbered per body, without one per organisation of who adds it. Refuses who is no writer in
    the dossier, a closed dossier, an owner of another organisation, an owner without a part in
    a classified dossier, and a term that cannot be.
    """
    ask_to_add(dossier, by)
    if dossier.closed_at is not None:
        raise DossierClosed(_("This dossier is closed."), field="dossier")
    series = body.code if body else by.organisation.code
    point = ActionPoint(
        series=series,
        year=at.year,
        serial=next_number(series=series, year=at.year),
        kind=kind,
        text=checked(text),
        body=body,
        dossier=dossier,
        decision=decision,
        for_everyone=bool(members),
        source=checked(source, "source", longest=200),
        made_to=checked(made_to, "made_to", longest=200),
        made_by=made_by,
        status=ActionStatus.OPEN,
        assent=Assent.GIVEN,
        created_at=at,
        created_by=by,
        version=0,
    )
    put_owner(point, owner)
    ask_for_part(point, owner)
    put_term(point, term)
    save_as(point, by=by, at=at, history=False)
    put_also(point, also)
    put_parts(point, members, by=by, at=at, history=True)
    save(point, by=by, at=at)
    tell(Verb.ADDED, point, by=by, at=at)
    return point


def ask_to_add(dossier: Dossier, by: User) -> None:
    if not can_add(by, dossier):
        raise NotAllowed(_("Only a writer in the dossier adds action points to it."))


def ask_for_part(point: ActionPoint, owner: Owner) -> None:
    """In a classified dossier a point goes only to someone with a part in it."""
    if point.dossier.is_classified and not sees_classified(owner, point.dossier):
        sentence = _("This dossier is classified and the owner has no part in it.")
        raise WrongOwner(sentence, field="owner")
