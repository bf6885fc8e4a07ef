"""What a team is about, who draws it, and until when it works."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import ngettext

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.permissions import can_change
from coordination.dossiers.services import change_dossier
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation, User
from coordination.people.permissions import can_edit_body
from coordination.people.services import change_body

from ..leaving import outside
from ..models import Horizon, Team
from .saving import checked, keep, lock_team, refuse_backwards, refuse_sponsor

NAMED = 3


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

    A dossier and a body that are named after the subject get the new one too.
    Refuses another sponsor than a ministry, an end before the start, a term that leaves planned
    milestones outside it, and when somebody changed it since `version`.
    """
    team = lock_team(team, by=by, version=version)
    after = {one.name: getattr(facts, one.name) for one in fields(facts)}
    after["subject"] = checked(facts.subject, "subject")
    refuse_backwards(facts.starts_on, facts.ends_on)
    if (facts.starts_on, facts.ends_on) != (team.starts_on, team.ends_on):
        _refuse_outside(team, facts)
    if facts.sponsor != team.sponsor:
        refuse_sponsor(facts.sponsor)
    before = {name: getattr(team, name) for name in after}
    for name, value in after.items():
        setattr(team, name, value)
    keep(team, by=by, at=at)
    record("teams.changed", team, by=by, at=at, dossier=team.pk, changes=changes(before, after))
    if team.subject != before["subject"]:
        _rename(team, before["subject"], by=by, at=at)
    return team


def _rename(team: Team, old: str, *, by: User, at: datetime) -> None:
    """Only what was named after it, and what she may name."""
    deed: dict[str, Any] = {"by": by, "at": at}
    dossier = team.dossier
    if dossier.title == old and can_change(by, dossier):
        kept = {name: getattr(dossier, name) for name in ("version", "kind", "owner", "primacy")}
        change_dossier(dossier=dossier, title=team.subject, **kept, **deed)
    body = team.body
    names = [one for one in ("name_nl", "name_en") if getattr(body, one) == f"{team.code} {old}"]
    if names and can_edit_body(by, body, on=timezone.localdate(at)):
        deed |= dict.fromkeys(names, f"{team.code} {team.subject}")
        change_body(body=body, version=body.version, **deed)


def _refuse_outside(team: Team, facts: Facts) -> None:
    left = outside(team, facts.starts_on, facts.ends_on)
    if not left:
        return
    sentence = ngettext(
        "One milestone would lie outside these days: %(named)s. Move it first.",
        "%(n)s milestones would lie outside these days: %(named)s. Move them first.",
        len(left),
    )
    named = ", ".join(left[:NAMED]) + ("…" if len(left) > NAMED else "")
    field = "ends_on" if facts.ends_on != team.ends_on else "starts_on"
    raise Refusal(sentence % {"n": len(left), "named": named}, field=field)
