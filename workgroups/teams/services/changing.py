"""What a team is about, who draws it, and until when it works."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation, User

from ..models import Horizon, Team
from .saving import checked, keep, lock_team, refuse_backwards


@dataclass(frozen=True)
class Facts:
    """What a team is."""

    subject: str
    horizon: Horizon
    sponsor: Organisation
    starts_on: date
    ends_on: date | None = None


@deed
def change_team(*, team: Team, version: int, facts: Facts, by: User, at: datetime) -> Team:
    """The team with another subject, horizon, sponsor or term.

    Refuses an end before the start, and when somebody changed it since `version`.
    """
    team = lock_team(team, by=by, version=version)
    after = {one.name: getattr(facts, one.name) for one in fields(facts)}
    after["subject"] = checked(facts.subject, "subject")
    refuse_backwards(facts.starts_on, facts.ends_on)
    if not facts.sponsor.active and facts.sponsor != team.sponsor:
        sentence = _("This organisation is no longer there; choose another.")
        raise Refusal(sentence, field="sponsor")
    before = {name: getattr(team, name) for name in after}
    for name, value in after.items():
        setattr(team, name, value)
    keep(team, by=by, at=at)
    record("teams.changed", team, by=by, at=at, dossier=team.pk, changes=changes(before, after))
    return team
