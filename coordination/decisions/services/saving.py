"""What the verbs on a decision share: the lock, the save, and the row it is found by."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal, Stale
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.search.services import index_object

from ..models import Decision, DecisionStatus

LONGEST = 10_000


class NoText(Refusal):
    """A decision without words decides nothing."""


class NotADraft(Refusal):
    """What was circulated has been read; it is changed or replaced, never rewritten."""

    status = 409


def lock(decision: Decision, version: int | None = None) -> Decision:
    """The row as it stands now, held until the deed is done; refuses an older version."""
    current: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if version is not None and current.version != version:
        sentence = _("Somebody else changed this decision; look at it again before you save.")
        raise Stale(sentence, current=current)
    return current


def lock_draft(decision: Decision) -> Decision:
    current = lock(decision)
    if current.status != DecisionStatus.DRAFT:
        raise NotADraft(_("This decision has been circulated; it is no longer a draft."))
    return current


def checked(text: str, field: str = "text", *, needed: bool = True) -> str:
    """The text as it may be kept; refuses what is empty, too long or not text."""
    cleaned = text.strip()
    if needed and not cleaned:
        raise NoText(_("Type what was decided."), field=field)
    for sentence in refuse_unsafe(cleaned, longest=LONGEST):
        raise Refusal(sentence, field=field)
    return cleaned


def save(decision: Decision, *, by: User, at: datetime) -> None:
    """Keep the next version with its history row, and renew how it is found."""
    decision.version += 1
    save_as(decision, by=by, at=at)
    index_object(
        decision,
        dossier=decision.dossier,
        title=decision.text,
        text=f"{decision.number} {decision.taken_by} {decision.reason}",
        url=decision.get_absolute_url(),
        hint=f"{decision.number} · {decision.taken_by}",
        at=at,
    )
