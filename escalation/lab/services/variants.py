"""Make a variant of a ladder, change it, and throw it away while nothing rests on it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.search.services import forget_object, index_object
from escalation.ladder.models import Ladder
from escalation.ladder.services.checking import checked
from escalation.regions.models import Indicator

from ..models import Variant, VariantBound
from ..permissions import can_run
from ..queries.variants import HEAD, VariantFacts, facts_of, whole_ladder, with_bounds


@deed
def make_variant(*, ladder: Ladder, facts: VariantFacts, by: User, at: datetime) -> Variant:
    """A variant of `ladder`, under a name of its own in the ladder's dossier.

    Refuses who does not run the lab, a name that is taken, what is no ladder, and a hysteresis
    larger than the step between two bounds.
    """
    refuse_others(by, ladder.dossier)
    wanted = checked_variant(facts)
    _refuse_taken(wanted.name, ladder.dossier_id)
    variant = Variant(dossier=ladder.dossier, based_on=ladder, created_at=at, created_by=by)
    _put(variant, wanted, at)
    note("variant_made", variant, by=by, at=at, based_on=ladder.code)
    return variant


@deed
def change_variant(
    *, variant: Variant, facts: VariantFacts, version: int, by: User, at: datetime
) -> Variant:
    """The variant with these facts; what was replayed of it stays as it was."""
    variant = locked(variant)
    refuse_others(by, variant.dossier)
    refuse_stale(variant, version)
    wanted = checked_variant(facts)
    _refuse_taken(wanted.name, variant.dossier_id, but=variant)
    before = _told(facts_of(_whole(variant), whole_ladder(variant.based_on)))
    variant.bounds.all().delete()
    variant.version += 1
    _put(variant, wanted, at)
    note("variant_changed", variant, by=by, at=at, **changes(before, _told(wanted)))
    return variant


@deed
def discard_variant(*, variant: Variant, version: int, by: User, at: datetime) -> None:
    """Throw it away; refuses one that was replayed, because that says what it rested on."""
    variant = locked(variant)
    refuse_others(by, variant.dossier)
    refuse_stale(variant, version)
    if variant.replays.exists():
        raise Refusal(_("This variant was replayed, so it stays: a replay says what it was of."))
    note("variant_discarded", variant, by=by, at=at, name=variant.name)
    forget_object(variant)
    variant.delete()


def checked_variant(facts: VariantFacts) -> VariantFacts:
    """The same with its ladder in order; refuses with the sentence that says what is wrong."""
    found = replace(
        facts,
        name=clean(facts.name, "name", 100),
        why=clean(facts.why, "why", 500, needed=False),
        ladder=checked(facts.ladder),
    )
    return found


def refuse_others(by: User, dossier: Dossier) -> None:
    if not can_run(by, dossier):
        raise NotAllowed(_("Your role does not try variants of this ladder."))


def clean(text: str, field: str, longest: int, *, needed: bool = True) -> str:
    kept = text.strip()
    for sentence in refuse_unsafe(kept, longest=longest):
        raise Refusal(sentence, field=field)
    if needed and not kept:
        raise Refusal(_("Fill this in."), field=field)
    return kept


def note(verb: str, noun: Any, *, by: User | None, at: datetime, **more: Any) -> None:
    record(f"lab.{verb}", noun, by=by, at=at, dossier=noun.dossier_id, **more)


def _refuse_taken(name: str, dossier: Any, but: Variant | None = None) -> None:
    same = Variant.objects.filter(dossier=dossier, name=name)
    if (same.exclude(pk=but.pk) if but else same).exists():
        sentence = _("There is a variant called %(name)s already; give this one another name.")
        raise Refusal(sentence % {"name": name}, field="name")


def _put(variant: Variant, facts: VariantFacts, at: datetime) -> None:
    variant.name, variant.why = facts.name, facts.why
    for name in HEAD:
        setattr(variant, name, getattr(facts.ladder, name))
    variant.save()
    found = Indicator.objects.filter(code__in=facts.ladder.indicators)
    indicators = {one.code: one for one in found}
    VariantBound.objects.bulk_create(
        VariantBound(
            variant=variant,
            rank=level.rank,
            indicator=indicators[bound.indicator],
            lower=bound.lower,
            inclusive=bound.inclusive,
        )
        for level in facts.ladder.levels
        for bound in level.bounds
    )
    index_object(
        variant,
        dossier=variant.dossier,
        title=variant.name,
        hint=variant.based_on.name,
        text=f"{variant.why} {variant.based_on.code}",
        url=variant.get_absolute_url(),
        at=at,
    )


def _whole(variant: Variant) -> Variant:
    found: Variant = with_bounds(Variant.objects.filter(pk=variant.pk)).get()
    return found


def _told(facts: VariantFacts) -> dict[str, Any]:
    """What a variant says, as it is compared in the record."""
    head = {name: getattr(facts.ladder, name) for name in HEAD}
    said = {"name": facts.name, "why": facts.why}
    bounds = {
        f"{bound.indicator}/{level.rank}": f"{'>=' if bound.inclusive else '>'} {bound.lower:f}"
        for level in facts.ladder.levels
        for bound in level.bounds
    }
    return {**head, **said, **bounds}
