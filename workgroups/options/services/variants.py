"""Variants are added, by who keeps the question or in a consultation, changed and removed."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import OptionSet, Variant
from ..permissions import can_keep, can_respond
from .answering import answer_for
from .saving import index, keep, lock_options, note, refuse_chosen, refuse_removed

MOST_VARIANTS = 40


@dataclass(frozen=True)
class VariantFacts:
    """What is said of a variant; what is not known yet stays empty."""

    title: str
    description: str = ""
    for_whom: str = ""
    conditions: str = ""
    advantages: str = ""
    disadvantages: str = ""
    risks: str = ""
    cost: str = ""

    def safe(self) -> dict[str, str]:
        """Without outer space; refuses what may not be kept."""
        said = {name: checked(text, name) for name, text in asdict(self).items() if name != "title"}
        title = checked(self.title, "title", needed=_("Give the variant a title."), longest=200)
        return {"title": title, **said}


@deed
def add_variant(*, options: OptionSet, facts: VariantFacts, by: User, at: datetime) -> Variant:
    """The next letter. In a consultation who is asked may add one: it answers for her organisation.

    Refuses more than 40, after the choice, and who may neither keep nor answer.
    """
    options = locked(options)
    keeps = can_keep(by, options)
    if not keeps and not can_respond(by, options, at=at):
        raise NotAllowed(_("Variants are added by who keeps them, and by who is consulted."))
    refuse_chosen(options)
    last = options.variants.aggregate(top=Max("position"))["top"] or 0
    if last >= MOST_VARIANTS:
        raise Refusal(_("A question has at most 40 variants; start another question."))
    made = Variant(
        options=options,
        position=last + 1,
        organisation=by.organisation,
        created_at=at,
        created_by=by,
        **facts.safe(),
    )
    save_as(made, by=by, at=at)
    if not keeps or options.is_consulted(at):
        said = _("Variant %(letter)s added: %(title)s")
        answer_for(options, str(said % {"letter": made.letter, "title": made.title}), by=by, at=at)
    index(options, at=at)
    note("variant_added", options, by=by, at=at, variant=made.pk, letter=made.letter)
    return made


@deed
def edit_variant(
    *, variant: Variant, facts: VariantFacts, version: int, by: User, at: datetime
) -> Variant:
    """The variant with these facts; refuses another version, and after the choice.

    Who keeps the question changes all of them, and who added one her own while it is consulted.
    """
    options = locked(variant.options)
    hers = variant.created_by_id == by.pk and can_respond(by, options, at=at)
    if not hers:
        lock_options(options, by)
    refuse_chosen(options)
    variant = locked(variant)
    refuse_stale(variant, version)
    refuse_removed(variant, removed=False)
    said = facts.safe()
    before = {name: getattr(variant, name) for name in said}
    for name, text in said.items():
        setattr(variant, name, text)
    keep(variant, by=by, at=at)
    index(options, at=at)
    differs = sorted(changes(before, said))
    note("variant_edited", options, by=by, at=at, variant=variant.pk, fields=differs)
    return variant


@deed
def remove_variant(*, variant: Variant, version: int, by: User, at: datetime) -> Variant:
    """Off the comparison; its letter is not given again and restore_variant brings it back."""
    options = lock_options(variant.options, by)
    variant = locked(variant)
    refuse_stale(variant, version)
    refuse_removed(variant, removed=False)
    variant.removed_at, variant.removed_by = at, by
    keep(variant, by=by, at=at)
    index(options, at=at)
    note("variant_removed", options, by=by, at=at, variant=variant.pk)
    return variant


@deed
def restore_variant(*, variant: Variant, version: int, by: User, at: datetime) -> Variant:
    options = lock_options(variant.options, by)
    variant = locked(variant)
    refuse_stale(variant, version)
    refuse_removed(variant, removed=True)
    variant.removed_at = variant.removed_by = None
    keep(variant, by=by, at=at)
    index(options, at=at)
    note("variant_restored", options, by=by, at=at, variant=variant.pk)
    return variant
