"""Tracks of a team, each with a linking pin who knows what went before."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, digest, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import Team, TeamMember, Track
from .saving import checked, lock_team


class TrackStands(Refusal):
    """A team has a track of this name."""

    status = 409


@deed
def add_track(
    *,
    team: Team,
    name: str,
    about: str = "",
    linking_pin: TeamMember | None = None,
    by: User,
    at: datetime,
) -> Track:
    """A track of the team; refuses a name that it has, and a linking pin from outside it."""
    team = lock_team(team, by=by)
    track = make_track(team, name, about, linking_pin, by=by, at=at)
    record("teams.track_added", track, by=by, at=at, dossier=team.pk, name=track.name)
    return track


def make_track(
    team: Team, name: str, about: str, linking_pin: TeamMember | None, *, by: User, at: datetime
) -> Track:
    """The same as a part of another deed, which has seen to the rights and notes it."""
    track = Track(
        team=team,
        name=checked(name, "name", longest=120),
        about=checked(about, "about", longest=4000, needed=False),
        linking_pin=linking_pin,
    )
    _refuse(track)
    save_as(track, by=by, at=at)
    return track


@deed
def change_track(
    *,
    track: Track,
    version: int,
    name: str,
    about: str,
    linking_pin: TeamMember | None,
    by: User,
    at: datetime,
) -> Track:
    """The track with another name, text or linking pin."""
    lock_team(track.team, by=by)
    track = locked(track)
    refuse_stale(track, version)
    before = {"name": track.name, "about": digest(track.about), "linking_pin": track.linking_pin}
    track.name = checked(name, "name", longest=120)
    track.about = checked(about, "about", longest=4000, needed=False)
    track.linking_pin = linking_pin
    _refuse(track)
    track.version += 1
    save_as(track, by=by, at=at)
    after = {"name": track.name, "about": digest(track.about), "linking_pin": linking_pin}
    record(
        "teams.track_changed",
        track,
        by=by,
        at=at,
        dossier=track.team_id,
        changes=changes(before, after),
    )
    return track


def _refuse(track: Track) -> None:
    same = (
        Track.objects.filter(team=track.team_id)
        .exclude(pk=track.pk)
        .filter(name__iexact=track.name)
    )
    if same.exists():
        raise TrackStands(_("This team has a track of this name already."), field="name")
    if track.linking_pin is not None and track.linking_pin.team_id != track.team_id:
        raise Refusal(_("A linking pin takes part in the team itself."), field="linking_pin")
