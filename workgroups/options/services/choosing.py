"""One variant is chosen by a decision; the others stay readable, with why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.decisions.models import Decision
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import OptionSet, Variant
from .saving import index, keep, lock_options, note


@dataclass(frozen=True)
class Choice:
    """The variant, why, and the decision by which; `rejected` says by id why not the others."""

    variant: Variant
    reason: str
    decision: Decision
    rejected: Mapping[UUID, str] = field(default_factory=dict)


@deed
def choose_variant(
    *, options: OptionSet, choice: Choice, version: int, by: User, at: datetime
) -> OptionSet:
    """The choice as the decision has it; take_back_choice undoes it.

    Refuses a variant of another question, a decision `by` may not see, a choice without its
    reason, and another version.
    """
    options = lock_options(options, by, version=version)
    standing = {
        variant.pk: variant
        for variant in options.variants.filter(removed_at=None).select_for_update(of=("self",))
    }
    if choice.variant.pk not in standing:
        raise Refusal(_("Choose a variant of this question."), field="variant")
    if not Decision.objects.visible_to(by).filter(pk=choice.decision.pk).exists():
        raise NotAllowed(_("Choose a decision that you may see."), field="decision")
    options.reason = checked(choice.reason, "reason", needed=_("Say why this variant is chosen."))
    options.chosen, options.decision = standing[choice.variant.pk], choice.decision
    options.chosen_at, options.chosen_by = at, by
    for pk, variant in standing.items():
        said = checked(choice.rejected.get(pk, ""), f"not_{variant.position}")
        because = "" if pk == choice.variant.pk else said
        if because != variant.rejected_because:
            variant.rejected_because = because
            keep(variant, by=by, at=at)
    keep(options, by=by, at=at)
    index(options, at=at)
    note(
        "chosen",
        options,
        by=by,
        at=at,
        variant=choice.variant.pk,
        decision=choice.decision.pk,
        reason=options.reason,
    )
    return options


@deed
def take_back_choice(*, options: OptionSet, version: int, by: User, at: datetime) -> OptionSet:
    """Open again; why the others were not chosen is kept with them until the next choice."""
    options = lock_options(options, by, version=version, chosen=True)
    if not options.is_chosen:
        raise Refusal(_("No variant was chosen."))
    options.chosen = options.decision = None
    options.chosen_at = options.chosen_by = None
    options.reason = ""
    keep(options, by=by, at=at)
    index(options, at=at)
    note("choice_taken_back", options, by=by, at=at)
    return options
