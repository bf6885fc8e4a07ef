"""What a team expects to need."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from workgroups.teams.models import Team

from ..facts import EstimateFacts
from ..models import BudgetEstimate
from .milestones import delete_as
from .saving import keep, lock_team, note, plain

LARGEST = 100_000_000_000


@deed
def add_estimate(*, team: Team, facts: EstimateFacts, by: User, at: datetime) -> BudgetEstimate:
    """An amount for a year, with its basis. Refuses the same purpose twice in a year."""
    team = lock_team(team, by)
    wanted = _checked(team, facts)
    made = BudgetEstimate(team=team, **vars(wanted))
    save_as(made, by=by, at=at)
    note("estimate_added", made, team, by=by, at=at, year=made.year, amount=made.amount)
    return made


@deed
def change_estimate(
    *, estimate: BudgetEstimate, facts: EstimateFacts, version: int, by: User, at: datetime
) -> BudgetEstimate:
    """The estimate with these facts; what it said before is kept."""
    team = lock_team(estimate.team, by)
    found = locked(estimate)
    refuse_stale(found, version)
    wanted = _checked(team, facts, found)
    changed = changes(vars(EstimateFacts.of(found)), vars(wanted))
    for name, value in vars(wanted).items():
        setattr(found, name, value)
    keep(found, by=by, at=at)
    note("estimate_changed", found, team, by=by, at=at, **changed)
    return found


@deed
def remove_estimate(*, estimate: BudgetEstimate, version: int, by: User, at: datetime) -> None:
    """Taken off the plan; its earlier states are kept."""
    team = lock_team(estimate.team, by)
    found = locked(estimate)
    refuse_stale(found, version)
    note("estimate_removed", found, team, by=by, at=at, year=found.year, amount=found.amount)
    delete_as(found, by=by, at=at)


def _checked(
    team: Team, facts: EstimateFacts, estimate: BudgetEstimate | None = None
) -> EstimateFacts:
    if not 2000 <= facts.year <= 2100:
        raise Refusal(_("Give a year between 2000 and 2100."), field="year")
    if not 0 < facts.amount <= LARGEST:
        raise Refusal(_("Give an amount in whole euros, more than nothing."), field="amount")
    purpose = plain(facts.purpose, "purpose", longest=300, needed=_("Say what it is for."))
    basis = plain(facts.basis, "basis", longest=300, needed=_("Say what the amount is based on."))
    same = BudgetEstimate.objects.filter(team=team, year=facts.year, purpose__iexact=purpose)
    if same.exclude(pk=estimate.pk if estimate else None).exists():
        raise Refusal(_("For that year and purpose there is an estimate already."), field="purpose")
    return EstimateFacts(facts.year, facts.amount, purpose, basis)
