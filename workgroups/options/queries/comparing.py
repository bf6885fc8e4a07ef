"""The variants of a question side by side, with what others said and where they are tried."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.text import capfirst

from coordination.decisions.models import Decision
from coordination.dossiers.asof import as_of, attach
from coordination.people.models import Organisation, User

from ..models import ASPECTS, OptionSet, Pilot, Remark, Variant
from .consulted import Consulted, consultations_of, sort_remarks


@dataclass(frozen=True)
class Row:
    """One aspect over all variants, in their order."""

    label: str
    cells: list[tuple[Variant, str]]


@dataclass
class Comparison:
    """A question as one reader sees it. `remarks` are those made outside of a consultation."""

    options: OptionSet
    variants: list[Variant]
    rows: list[Row]
    pilots: dict[Any, list[Pilot]] = field(default_factory=dict)
    consultations: list[Consulted] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def all_pilots(self) -> list[tuple[Variant, Pilot]]:
        return [(one, pilot) for one in self.variants for pilot in self.pilots.get(one.pk, [])]


def options_as_of(options: OptionSet, at: datetime) -> OptionSet | None:
    """The question as it stood, with the present names around it; None before it was asked."""
    found: OptionSet | None = as_of(OptionSet, at).filter(id=options.pk).first()
    if found is not None:
        found.dossier, found.team = options.dossier, options.team
    return found


def compare(user: User, options: OptionSet, *, at: datetime | None = None) -> Comparison:
    """Six queries at most; an aspect of which nothing is said of any variant is left out.

    With `at` what stood then; `options` is the question as it stood.
    """
    variants = _variants(options, at)
    by_key = {variant.pk: variant for variant in variants}
    found = Comparison(options, variants, list(rows_of(variants)))
    for pilot in _pilots(by_key, at):
        found.pilots.setdefault(pilot.variant_id, []).append(pilot)
    remarks = _remarks(options, by_key, at)
    found.consultations = consultations_of(user, options, at=at)
    found.remarks = sort_remarks(found.consultations, remarks)
    made_here = {remark.at for remark in remarks} | {one.created_at for one in variants}
    for one in found.consultations:
        # who added something here replied with it: that stands here already
        one.replies = [reply for reply in one.replies if reply.at not in made_here]
        if one.contribution.pk == options.consultation_id:
            options.consultation = one.contribution
    if options.chosen_id in by_key:
        options.chosen = by_key[options.chosen_id]
    if options.decision_id is not None:
        seen = Decision.objects.visible_to(user).filter(pk=options.decision_id)
        found.decision = seen.select_related("body", "post").first()
    return found


def last_reason(options: OptionSet) -> str:
    """Why a choice was made that was taken back last; empty where none was."""
    row = options.history.exclude(reason="").order_by("-version", "-history_date").first()
    return row.reason if row else ""


def rows_of(variants: list[Variant]) -> list[Row]:
    found = []
    for name in ASPECTS:
        cells = [(variant, str(getattr(variant, name))) for variant in variants]
        if any(text for _variant, text in cells):
            label = capfirst(str(Variant._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # an aspect is a field with a name
            found.append(Row(label, cells))
    return found


def _variants(options: OptionSet, at: datetime | None) -> list[Variant]:
    if at is None:
        rows = options.variants.filter(removed_at=None).select_related("organisation", "created_by")
        found = list(rows.order_by("position"))
    else:
        then = as_of(Variant, at).filter(options_id=options.pk, removed_at=None)
        found = sorted(then, key=lambda one: one.position)
        attach(found, "organisation", Organisation)
    for variant in found:
        variant.options = options
    return found


def _pilots(variants: dict[Any, Variant], at: datetime | None) -> list[Pilot]:
    if at is None:
        rows = Pilot.objects.present().filter(variant__in=variants)
        return list(rows.order_by("starts_on", "created_at", "pk"))
    then = as_of(Pilot, at).filter(variant_id__in=variants, removed_at=None)
    return sorted(then, key=lambda one: (one.starts_on is None, str(one.starts_on), one.created_at))


def _remarks(options: OptionSet, variants: dict[Any, Variant], at: datetime | None) -> list[Remark]:
    """Remarks that stand, or stood, each with its variant as it is shown."""
    rows = options.remarks.filter(removed_at=None)
    if at is not None:
        rows = options.remarks.filter(Q(removed_at=None) | Q(removed_at__gt=at), at__lte=at)
    found = list(rows.select_related("organisation", "by__organisation").order_by("at", "pk"))
    for remark in found:
        if remark.variant_id in variants:
            remark.variant = variants[remark.variant_id]
    return [one for one in found if one.variant_id is None or one.variant_id in variants]
