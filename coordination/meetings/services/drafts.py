"""What somebody is typing, kept for her alone. No deed: no event, no version."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..models import Draft, Meeting
from ..permissions import can_write
from .reading import LONGEST_LINE


def save_draft(
    *,
    meeting: Meeting,
    field: str,
    sequence: int,
    base_version: int,
    text: str,
    by: User,
    at: datetime,
) -> Draft:
    """Keep the newest text of a field; an older sequence than the kept one changes nothing."""
    if not can_write(by, meeting):
        raise NotAllowed(_("Only the secretary, the chair or a note taker types here."))
    problems = refuse_unsafe(text, longest=LONGEST_LINE * 50)
    if problems:
        raise Refusal(" ".join(str(problem) for problem in problems), field="text")
    values = {
        "sequence": sequence,
        "base_version": base_version,
        "text": text,
        "saved_at": at,
    }
    draft, made = Draft.objects.get_or_create(
        user=by, meeting=meeting, field=field, defaults=values
    )
    if not made:
        newer = Draft.objects.filter(pk=draft.pk, sequence__lt=sequence)
        newer.update(**values)
        draft.refresh_from_db()
    return draft


def forget_draft(*, meeting: Meeting, field: str, by: User) -> None:
    """What was typed became a line: empty the draft, keep its sequence."""
    Draft.objects.filter(user=by, meeting=meeting, field=field).update(text="")
