"""What the verbs on an action point share: lock, check, save, and the line in its timeline."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.mail.models import Answer
from coordination.people.models import Organisation, User
from coordination.search.services import Findable, save_found

from ..models import ActionPart, ActionPoint, ActionStatus, ActionUpdate, Verb
from ..permissions import can_manage
from ..terms import Owner, Term

LONGEST = 4_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class NotADraft(Refusal):
    """What was circulated has been read; it is moved, handed over or dropped, not rewritten."""

    status = 409


class NotOpen(Refusal):
    """The point is done or dropped already."""

    status = 409


class WrongOwner(Refusal):
    """A person or a post of another organisation, or two owners at once."""


class WrongTerm(Refusal):
    """A day that cannot be meant."""


class ReasonNeeded(Refusal):
    """Whoever reads it later must be able to see why."""


def refuse_outdated(point: ActionPoint, version: int) -> None:
    refuse_stale(point, version, _("Somebody else changed this action point; look at it again."))


def refuse_not_open(point: ActionPoint, version: int) -> None:
    """Refuse an older version, and what is done or dropped; rights are asked before this."""
    refuse_outdated(point, version)
    if point.status != ActionStatus.OPEN:
        raise NotOpen(_("This action point is no longer open; reopen it first."))


def lock_managed(point: ActionPoint, version: int, by: User) -> ActionPoint:
    """An open point that `by` may move, hand over, split or drop."""
    current = locked(point)
    ask_to_manage(current, by)
    refuse_not_open(current, version)
    return current


def ask_to_manage(point: ActionPoint, by: User) -> None:
    if not can_manage(by, point):
        raise NotAllowed(
            _("Only the secretary or chair of the body or the lead of the dossier does this.")
        )


def lock_draft(point: ActionPoint) -> ActionPoint:
    current = locked(point)
    if current.status != ActionStatus.DRAFT:
        raise NotADraft(_("This action point has been circulated; it is no longer a draft."))
    return current


def checked(text: str, field: str = "text", *, longest: int = LONGEST) -> str:
    """The text as it may be kept; refuses what is empty, too long or not text."""
    cleaned = text.strip()
    if not cleaned and field == "text":
        raise Refusal(_("Type what is to be done."), field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def checked_reason(reason: str) -> str:
    cleaned = checked(reason, "reason", longest=300)
    if not cleaned:
        raise ReasonNeeded(_("Say why, in a few words."), field="reason")
    return cleaned


def put_owner(point: ActionPoint, owner: Owner) -> None:
    """Give the point its owner; refuses a person or a post of another organisation."""
    if owner.person and owner.post:
        raise WrongOwner(_("Name a person or a post, not both."), field="owner")
    named = owner.person or owner.post
    if named is not None and named.organisation_id != owner.organisation.pk:
        raise WrongOwner(_("This owner belongs to another organisation."), field="owner")
    if owner.person is not None and not owner.person.is_active:
        raise WrongOwner(_("This person no longer works here."), field="owner")
    point.owner_organisation = owner.organisation
    point.owner_person, point.owner_post = owner.person, owner.post


def put_term(point: ActionPoint, term: Term) -> None:
    if not FIRST_YEAR <= term.due_on.year <= LAST_YEAR:
        raise WrongTerm(_("This year cannot be meant; type the date again."), field="due")
    point.due_on, point.due_time = term.due_on, term.due_time
    point.due_words = term.words[:80]


def owner_of(point: ActionPoint) -> Owner:
    return Owner(point.owner_organisation, point.owner_person, point.owner_post)


def term_of(point: ActionPoint) -> Term:
    return Term(point.due_on, point.due_time, point.due_words)


def put_also(point: ActionPoint, also: Iterable[Organisation]) -> None:
    """Set with whom, without a history row of its own: the next save writes it."""
    point.skip_history_when_saving = True  # type: ignore[attr-defined]  # put there by simple_history
    try:
        point.also.set([one for one in also if one.pk != point.owner_organisation_id])
    finally:
        del point.skip_history_when_saving  # type: ignore[attr-defined]  # put there by simple_history


def put_parts(
    point: ActionPoint, members: Sequence[Organisation], *, by: User, at: datetime, history: bool
) -> None:
    """One part per organisation that is asked; parts of others go."""
    wanted = {member.pk: member for member in members}
    for part in point.parts.all():
        if wanted.pop(part.organisation_id, None) is None:
            key = part.pk
            part.delete()
            ActionPart.history.filter(id=key).delete()
    for member in wanted.values():
        part = ActionPart(action_point=point, organisation=member)
        save_as(part, by=by, at=at, history=history)


def save(point: ActionPoint, *, by: User | None, at: datetime) -> None:
    """Keep the next version with its history row, and renew how it is found."""
    label = f"{point.number} · {point.owner_label}"
    text = f"{point.number} {point.due_words} {point.source} {point.made_to}"
    found = Findable(point, point.dossier, point.text, text, point.get_absolute_url(), label)
    save_found(found, by=by, at=at)


def tell(  # noqa: PLR0913 one line of the timeline
    verb: Verb,
    point: ActionPoint,
    *,
    by: User | None,
    at: datetime,
    text: str = "",
    old: Any = "",
    new: Any = "",
    version: int | None = None,
    part: bool = False,
    answer: Answer | None = None,
) -> None:
    """The verb in the timeline of the point and as an event in the record."""
    ActionUpdate.objects.create(
        action_point=point,
        at=at,
        by=by,
        answer=answer,
        verb=verb,
        version=point.version if version is None else version,
        text=text,
        old=str(old)[:120],
        new=str(new)[:120],
    )
    said: dict[str, Any] = {"old": str(old), "new": str(new)}
    if verb == Verb.HANDED_OVER:
        said = owner_in_record(point)
    note(verb, point, by=by, at=at, part=part, **said)


def owner_in_record(point: ActionPoint) -> dict[str, Any]:
    """Whose it is now, by number: the record never names a person."""
    return {
        "organisation": point.owner_organisation_id,
        "person": point.owner_person_id,
        "post": point.owner_post_id,
    }


def note(verb: str, point: ActionPoint, *, by: User | None, at: datetime, **payload: Any) -> None:
    record(
        f"actions.{verb}",
        point,
        by=by,
        at=at,
        dossier=point.dossier_id,
        number=point.number,
        version=point.version,
        **payload,
    )
