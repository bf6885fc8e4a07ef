"""A draft comes into force on a day, by a decision; what was in force ends the day before."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.decisions.models import Decision, DecisionStatus
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.moments import refuse_far
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import Ladder, LadderStatus
from ..queries.ladders import with_levels
from ..wording import day_in_words
from .checking import checked
from .drafting import note, refuse_adopted, refuse_others
from .facts import LadderFacts


class Overlaps(Refusal):
    """Two ladders of one scope on one day would give a region two levels."""


@deed
def adopt_ladder(
    *,
    ladder: Ladder,
    decision: Decision,
    valid_from: date,
    version: int,
    by: User,
    at: datetime,
    end_other_scope: bool = True,
) -> Ladder:
    """The draft in force from that day on, by a recorded decision.

    What is in force ends the day before; that of the other scope only with `end_other_scope`.
    Refuses a decision that is not recorded or out of sight, a day before it was taken, and a
    day on or before which a version of the same scope starts.
    """
    _one_at_a_time()
    draft = locked(ladder)
    refuse_others(by, draft)
    refuse_stale(draft, version)
    refuse_adopted(draft)
    whole = with_levels(Ladder.objects.filter(pk=draft.pk)).get()
    _fix_words(whole, checked(LadderFacts.of(whole)))
    _refuse_decision(decision, by)
    _refuse_day(valid_from, decision)
    for standing in _in_the_way(draft, valid_from, end_other_scope=end_other_scope):
        _end(standing, valid_from - timedelta(days=1), by=by, at=at)
    draft.status, draft.decision = LadderStatus.ADOPTED, decision
    draft.valid_from, draft.valid_to = valid_from, None
    draft.adopted_at, draft.adopted_by = at, by
    draft.version += 1
    save_as(draft, by=by, at=at)
    note("adopted", draft, by=by, at=at, valid_from=valid_from, decision=decision.pk)
    return draft


def _one_at_a_time() -> None:
    """Two drafts adopted at once would each see that nothing is in their way.

    All versions in one order, before any of them is locked by itself.
    """
    list(Ladder.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def _fix_words(ladder: Ladder, facts: LadderFacts) -> None:
    """Its measures in the words they have on this day, which it will keep."""
    for level in ladder.levels.all():
        said = facts.level(level.rank)
        words = {one.measure: one for one in said.measures} if said else {}
        for row in level.measures.all():
            one = words[row.measure_id]
            row.instrument, row.legal_basis, row.sectors = (
                one.instrument, one.legal_basis, one.sectors
            )  # fmt: skip
            row.save()


def _refuse_decision(decision: Decision, by: User) -> None:
    if not Decision.objects.visible_to(by).filter(pk=decision.pk).exists():
        raise Refusal(_("Choose a decision that you may see."), field="decision")
    if decision.status != DecisionStatus.RECORDED:
        raise Refusal(_("Only a recorded decision adopts a ladder."), field="decision")


def _refuse_day(valid_from: date, decision: Decision) -> None:
    try:
        refuse_far(valid_from)
    except ValidationError as far:
        raise Refusal(" ".join(far.messages), field="valid_from") from far
    if valid_from < decision.taken_on:
        raise Refusal(
            _("The decision was taken on %(day)s; the ladder cannot be in force before it.")
            % {"day": day_in_words(decision.taken_on)},
            field="valid_from",
        )


def _in_the_way(draft: Ladder, valid_from: date, *, end_other_scope: bool) -> Sequence[Ladder]:
    """Those in force on the day or later; refuses where one of them only starts then."""
    rows = Ladder.objects.adopted().filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    found = list(rows.order_by("valid_from", "pk"))
    for standing in found:
        same = standing.scope == draft.scope
        assert standing.valid_from is not None
        if same and standing.valid_from >= valid_from:
            sentence = _(
                "%(name)s (%(code)s) is in force from %(day)s on, so the two would overlap. "
                "Choose a later day."
            )
            day = day_in_words(standing.valid_from)
            said = {"name": standing.name, "code": standing.code, "day": day}
            raise Overlaps(sentence % said, field="valid_from")
    return [
        one
        for one in found
        if one.valid_from is not None
        and one.valid_from < valid_from
        and (one.scope == draft.scope or end_other_scope)
    ]


def _end(ladder: Ladder, last: date, *, by: User, at: datetime) -> None:
    before = ladder.valid_to
    ladder.valid_to = last
    ladder.version += 1
    save_as(ladder, by=by, at=at)
    record(
        "ladder.ended", ladder, by=by, at=at, dossier=ladder.dossier_id, part=True,
        code=ladder.code, valid_to={"old": before, "new": last},
    )  # fmt: skip
