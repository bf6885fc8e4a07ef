"""The variants of a question side by side, with what others said and where they are tried."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from coordination.contributions.models import Reply
from coordination.decisions.models import Decision
from coordination.people.models import User

from ..models import ASPECTS, OptionSet, Pilot, Remark, Variant


@dataclass(frozen=True)
class Row:
    """One aspect over all variants, in their order."""

    label: str
    cells: list[tuple[Variant, str]]


@dataclass
class Comparison:
    """A question as one reader sees it. `replies` are those that came by mail or as text."""

    options: OptionSet
    variants: list[Variant]
    rows: list[Row]
    pilots: dict[Any, list[Pilot]] = field(default_factory=dict)
    remarks: dict[Any, list[Remark]] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def general(self) -> list[Remark]:
        """Remarks on the question itself."""
        return self.remarks.get(None, [])

    @property
    def all_pilots(self) -> list[tuple[Variant, Pilot]]:
        return [(one, pilot) for one in self.variants for pilot in self.pilots.get(one.pk, [])]

    @property
    def of_variants(self) -> list[tuple[Variant, list[Remark]]]:
        return [(one, self.remarks[one.pk]) for one in self.variants if one.pk in self.remarks]


def compare(user: User, options: OptionSet) -> Comparison:
    """Five queries at most; an aspect of which nothing is said of any variant is left out."""
    variants = list(
        options.variants.filter(removed_at=None)
        .select_related("organisation", "created_by")
        .order_by("position")
    )
    for variant in variants:
        variant.options = options
    found = Comparison(options, variants, list(rows_of(variants)))
    pilots: dict[Any, list[Pilot]] = defaultdict(list)
    rows = Pilot.objects.present().filter(variant__in=[one.pk for one in variants])
    for pilot in rows.order_by("starts_on", "created_at", "pk"):
        pilots[pilot.variant_id].append(pilot)
    remarks: dict[Any, list[Remark]] = defaultdict(list)
    said = options.remarks.filter(removed_at=None)
    for remark in said.select_related("organisation", "by__organisation").order_by("at", "pk"):
        remarks[remark.variant_id].append(remark)
    found.pilots, found.remarks = dict(pilots), dict(remarks)
    if options.consultation_id is not None:
        made_here = {remark.at for said in remarks.values() for remark in said}
        made_here |= {variant.created_at for variant in variants}
        # who added something here replied with it: that stands here already
        found.replies = [one for one in _replies(user, options) if one.at not in made_here]
    if options.decision_id is not None:
        seen = Decision.objects.visible_to(user).filter(pk=options.decision_id)
        found.decision = seen.select_related("body", "post").first()
    return found


def rows_of(variants: list[Variant]) -> list[Row]:
    found = []
    for name in ASPECTS:
        cells = [(variant, str(getattr(variant, name))) for variant in variants]
        if any(text for _variant, text in cells):
            label = capfirst(str(Variant._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # an aspect is a field with a name
            found.append(Row(label, cells))
    return found


def _replies(user: User, options: OptionSet) -> list[Reply]:
    """What was replied to the request itself, as far as she may see it, the newest of each."""
    rows = Reply.objects.visible_to(user).standing().filter(contribution=options.consultation_id)
    newest: dict[Any, Reply] = {}
    for reply in rows.select_related(
        "organisation", "by__organisation", "answer__recipient__mailbox"
    ).order_by("number"):
        newest[reply.organisation_id] = reply
    return sorted(newest.values(), key=lambda reply: reply.at)
