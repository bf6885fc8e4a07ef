"""What the verbs share: the checks, the locks and the row a question is found by."""

from datetime import datetime
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from coordination.search.services import index_object

from ..models import ASPECTS, OptionSet, Pilot
from ..permissions import can_keep

LONGEST = 4_000
TRIED = ("place", "sector", "permit_by", "measures", "learnt")
ONLY_WRITERS = _("Only who writes in the dossier of this question does this.")


class Chosen(Refusal):
    """After the choice nothing is changed any more."""

    status = 409


def lock_options(
    options: OptionSet, by: User, *, version: int | None = None, chosen: bool = False
) -> OptionSet:
    """The question under lock, for who keeps it; refuses one that was chosen on unless `chosen`."""
    found = locked(options)
    if not can_keep(by, found):
        raise NotAllowed(ONLY_WRITERS)
    if version is not None:
        refuse_stale(found, version)
    if not chosen:
        refuse_chosen(found)
    return found


def refuse_chosen(options: OptionSet) -> None:
    if options.is_chosen:
        raise Chosen(_("The choice was made; take it back first."))


def refuse_removed(noun: Any, *, removed: bool) -> None:
    """Refuse what was removed, or with `removed` what still stands."""
    if (noun.removed_at is not None) != removed:
        raise Refusal(
            _("This still stands.") if removed else _("This was removed. Undo that first.")
        )


def keep(noun: Any, *, by: User, at: datetime) -> None:
    """Save it as its next version."""
    noun.version += 1
    save_as(noun, by=by, at=at)


def index(options: OptionSet, *, at: datetime) -> None:
    """Found by its question, by what is said of its variants and where those were tried."""
    tried = Pilot.objects.present().filter(variant__options=options, variant__removed_at=None)
    pilots = tried.order_by("created_at", "pk").values_list(*TRIED)
    said = [
        str(getattr(variant, name))
        for variant in options.variants.filter(removed_at=None).order_by("position")
        for name in ("title", *ASPECTS)
    ]
    index_object(
        options,
        dossier=options.dossier,
        title=options.question,
        hint=options.number,
        text=" ".join([options.background, options.reason, *said, *chain.from_iterable(pilots)]),
        url=options.get_absolute_url(),
        at=at,
    )


def note(verb: str, options: OptionSet, *, by: Any, at: datetime, **said: Any) -> None:
    record(
        f"options.{verb}",
        options,
        by=by,
        at=at,
        dossier=options.dossier_id,
        number=options.number,
        **said,
    )
