"""What the verbs on a decision share: the lock, the save, and the row it is found by."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.search.services import Findable, save_found

from ..models import Decision, DecisionStatus

LONGEST = 10_000


class NoText(Refusal):
    """A decision without words decides nothing."""


class NotADraft(Refusal):
    """What was circulated has been read; it is changed or replaced, never rewritten."""

    status = 409


def refuse_outdated(decision: Decision, version: int) -> None:
    sentence = _("Somebody else changed this decision; look at it again before you save.")
    refuse_stale(decision, version, sentence)


def lock_draft(decision: Decision) -> Decision:
    current = locked(decision)
    refuse_not_draft(current)
    return current


def refuse_not_draft(decision: Decision) -> None:
    if decision.status != DecisionStatus.DRAFT:
        raise NotADraft(_("This decision has been circulated; it is no longer a draft."))


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
    label = f"{decision.number} · {decision.taken_by}"
    text = f"{decision.number} {decision.taken_by} {decision.reason}"
    url = decision.get_absolute_url()
    found = Findable(decision, decision.dossier, decision.text, text, url, label)
    save_found(found, by=by, at=at)
