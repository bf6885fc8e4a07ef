"""What the verbs on a team share: the lock, its refusals, and the row it is found by."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Organisation, OrganisationKind
from coordination.search.services import Findable, index_again, save_found

from ..models import Team
from ..permissions import can_keep

NO_MINISTRY = _("A minister sponsors a team. Choose a ministry.")


class TeamIsOver(Refusal):
    """Nothing changes in a team that was wound up."""

    status = 409


def lock_team(team: Team, *, by: Any, version: int | None = None) -> Team:
    """The team as it stands now, under lock; refuses who does not keep it, and one that is over."""
    current = locked(team)
    if not can_keep(by, current):
        raise NotAllowed(_("Only the lead and the secretary of this team change it."))
    if version is not None:
        refuse_stale(current, version)
    refuse_over(current)
    return current


def refuse_over(team: Team) -> None:
    if not team.stands:
        raise TeamIsOver(_("This team was wound up; nothing in it changes any more."))


def refuse_sponsor(organisation: Organisation) -> None:
    """A minister sponsors a team and brings its subject to the ministerial committee (002)."""
    if organisation.kind != OrganisationKind.MINISTRY:
        raise Refusal(NO_MINISTRY, field="sponsor")
    refuse_gone(organisation, "sponsor")


def refuse_gone(organisation: Organisation, field: str) -> None:
    if not organisation.active:
        raise Refusal(_("This organisation is no longer there; choose another."), field=field)


def refuse_backwards(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refusal(_("A team ends after it starts. Choose a later last day."), field="ends_on")


def checked(text: str, field: str, *, longest: int = 200, needed: bool = True) -> str:
    """The text as it may be kept; refuses what is empty, too long or not text."""
    cleaned = " ".join(text.split()) if longest <= 200 else text.strip()
    if needed and not cleaned:
        raise Refusal(_("Fill this in."), field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def keep(team: Team, *, by: Any, at: datetime) -> None:
    """The next version of the team with its history row, and how it is found."""
    save_found(_found(team), by=by, at=at)


def keep_first(team: Team, *, by: Any, at: datetime) -> None:
    save_as(team, by=by, at=at)
    index_again(_found(team), at=at)


def _found(team: Team) -> Findable:
    words = f"{team.body.name_nl} {team.body.name_en} {team.sponsor.code}"
    title = f"{team.code} {team.subject}"
    return Findable(team, team.dossier, title, words, team.get_absolute_url(), team.sponsor.code)
