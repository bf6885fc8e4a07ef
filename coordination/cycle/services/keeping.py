"""What the verbs share: the lock, who may, the version, texts as they may be kept."""

from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..models import Cadence, Deadline, Slot
from ..permissions import can_import, can_keep, can_meet

N = TypeVar("N", Cadence, Slot, Deadline)


def locked(noun: N) -> N:
    """`noun` as it stands now, locked until the deed is done."""
    rows = type(noun)._default_manager.select_for_update(of=("self",))
    found: N = rows.get(pk=noun.pk)
    return found


def refuse_stale(noun: Cadence | Slot | Deadline, version: int) -> None:
    """Refuse another `version` than stands there now; asked after who may."""
    if noun.version != version:
        raise Stale(
            _("Somebody else changed this first. Both stand here; choose or combine them."),
            current=noun,
        )


def refuse_others(by: User, dossier: Dossier) -> None:
    if not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
        raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
    if not can_keep(by, dossier):
        raise NotAllowed(_("Only a coordinator with a part in the dossier keeps its rhythm."))


def refuse_who_does_not_import(by: User, dossier: Dossier) -> None:
    if not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
        raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
    if not can_import(by, dossier):
        raise NotAllowed(
            _(
                "Only who leads the dossier, and the secretary or chair of a body with a part in "
                "it, keeps calendars of others there."
            )
        )


def refuse_who_does_not_owe(by: User, deadline: Deadline) -> None:
    if not can_meet(by, deadline):
        raise NotAllowed(_("Only who owes it or who keeps the rhythm says that it is there."))


def plain(text: str, *, field: str, longest: int) -> str:
    """`text` without outer space; refuses unsafe characters and more than `longest`."""
    problems = refuse_unsafe(text, longest=longest)
    if problems:
        raise Refusal(" ".join(str(problem) for problem in problems), field=field)
    return text.strip()


def required(text: str, *, field: str, longest: int) -> str:
    kept = plain(text, field=field, longest=longest)
    if not kept:
        raise Refusal(_("Fill this in."), field=field)
    return kept


def keep(noun: Cadence | Slot | Deadline, *, by: User, at: datetime) -> None:
    """Save the changed noun as its next version."""
    noun.version += 1
    save_as(noun, by=by, at=at)


def values_of(noun: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(noun, name) for name in names}
