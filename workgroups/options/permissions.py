"""Who may do what with a question with variants: her role first, then her part."""

from datetime import datetime
from typing import Any

from coordination.actions.models import ActionPart
from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead, can_write

from .models import OptionSet


def can_start(user: Any, dossier: Dossier) -> bool:
    """Writers and leads of the dossier, and a coordinator with a part in it."""
    if dossier.closed_at is not None or not user.may("options.keep"):
        return False
    return can_write(user, dossier) or can_lead(user, dossier)


def can_keep(user: Any, options: OptionSet) -> bool:
    """Keeps variants and pilots, consults, and notes the choice."""
    return can_start(user, options.dossier)


def can_respond(user: Any, options: OptionSet, *, at: datetime) -> bool:
    """Adds a variant or a remark while it is consulted: who is asked, and who writes there."""
    if not user.may("options.respond") or not options.is_consulted(at):
        return False
    return is_asked(user, options) or can_write(user, options.dossier)


def is_asked(user: Any, options: OptionSet) -> bool:
    asked = options.consultation
    if asked is None:
        return False
    parts = ActionPart.objects.filter(action_point=asked.action_point_id)
    return bool(parts.filter(organisation=user.organisation_id).exists())
