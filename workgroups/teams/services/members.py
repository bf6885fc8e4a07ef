"""Who takes part: named, changed, ended. Each deed writes the body and the dossier too."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import Organisation, Post, User

from ..models import CapacityUnit, Team, TeamMember, TeamRole
from .saving import lock_team
from .seats import end_part, give_part, move_seat, take_seat

MOST = {CapacityUnit.FTE: Decimal(1), CapacityUnit.HOURS: Decimal(40)}
FACTS = ("organisation", "person", "post", "role", "since", "until")
MORE = ("capacity", "capacity_unit", "seconded")


class TwoLeads(Refusal):
    """A team has one lead and one secretary at a time."""

    status = 409


class TakesPartAlready(Refusal):
    """This person has a place in the team."""

    status = 409


class SomebodyElse(Refusal):
    """A place is not given to another: it ends, and the other one gets her own."""

    status = 409


@dataclass(frozen=True)
class Capacity:
    """What she may spend on it: a part of a full week, or hours a week."""

    number: Decimal
    unit: CapacityUnit = CapacityUnit.FTE


@dataclass(frozen=True)
class Seat:
    """Who takes part for whom; without person and post the organisation has named nobody yet."""

    organisation: Organisation
    since: date
    role: TeamRole = TeamRole.MEMBER
    person: User | None = None
    post: Post | None = None
    until: date | None = None
    capacity: Capacity | None = None
    seconded: bool = False

    def values(self) -> dict[str, Any]:
        return {
            **{name: getattr(self, name) for name in FACTS},
            "capacity": self.capacity.number if self.capacity else None,
            "capacity_unit": self.capacity.unit if self.capacity else "",
            "seconded": self.seconded,
        }


@deed
def add_member(*, team: Team, seat: Seat, by: User, at: datetime) -> TeamMember:
    """An organisation takes part, with a person, with a post, or "not yet known".

    Refuses a second lead or secretary in the same days, who has a place already, who has no
    clearance for the dossier, and an organisation, person or post that is no longer there.
    """
    team = lock_team(team, by=by)
    return place(team=team, seat=seat, by=by, at=at, part=False)


def place(*, team: Team, seat: Seat, by: User, at: datetime, part: bool = True) -> TeamMember:
    """The same as a part of another deed, which has seen to the rights."""
    member = TeamMember(team=team, **seat.values())
    _refuse(member)
    member.seat = take_seat(member, by=by, at=at)
    member.access = give_part(member, by=by, at=at)
    save_as(member, by=by, at=at)
    _note("member_added", member, by=by, at=at, part=part, **shown(member))
    return member


@deed
def change_member(
    *, member: TeamMember, version: int, seat: Seat, by: User, at: datetime
) -> TeamMember:
    """The place as `seat` says it; a place of which nobody was known gets its person here.

    Refuses to give a place that is held to somebody else: end it, and name the other one.
    """
    lock_team(member.team, by=by)
    member = locked(member)
    refuse_stale(member, version)
    before = {name: getattr(member, name) for name in (*FACTS, *MORE)}
    _refuse_another(member, seat)
    for name, value in seat.values().items():
        setattr(member, name, value)
    _refuse(member)
    move_seat(member, by=by, at=at)
    if any(before[name] != getattr(member, name) for name in FACTS):
        end_part(member, by=by, at=at)
        member.access = give_part(member, by=by, at=at)
    _keep(member, by=by, at=at)
    after = {name: getattr(member, name) for name in before}
    _note("member_changed", member, by=by, at=at, changes=changes(before, after))
    return member


@deed
def end_member(
    *, member: TeamMember, version: int, until: date, by: User, at: datetime
) -> TeamMember:
    """She takes part no longer from `until` on; her part in the dossier ends with it.

    Refuses a later end than stood where that makes a second lead or secretary of her.
    """
    lock_team(member.team, by=by)
    member = locked(member)
    refuse_stale(member, version)
    if member.until is not None and member.until < until:
        member.until, stood = until, member.until
        _refuse(member)
        member.until = stood
    return end_place(member=member, until=until, by=by, at=at, part=False)


def end_place(
    *, member: TeamMember, until: date, by: User, at: datetime, part: bool = True
) -> TeamMember:
    """The same as a part of another deed; a place that had not begun ends where it would begin."""
    old, member.until = member.until, max(until, member.since)
    move_seat(member, by=by, at=at)
    end_part(member, by=by, at=at)
    member.access = give_part(member, by=by, at=at)
    _keep(member, by=by, at=at)
    changed = changes({"until": old}, {"until": member.until})
    _note("member_ended", member, by=by, at=at, part=part, changes=changed)
    return member


@deed
def replace_member(
    *, member: TeamMember, version: int, seat: Seat, by: User, at: datetime
) -> TeamMember:
    """Somebody else from `seat.since` on; both places stay to be seen.

    A place that ended before that day stays ended when it was.
    """
    lock_team(member.team, by=by)
    member = locked(member)
    refuse_stale(member, version)
    if member.until is None or member.until > seat.since:
        end_place(member=member, until=seat.since, by=by, at=at)
    made = place(team=member.team, seat=seat, by=by, at=at)
    _note("member_replaced", made, by=by, at=at, instead=member.pk)
    return made


def _keep(member: TeamMember, *, by: User, at: datetime) -> None:
    member.version += 1
    save_as(member, by=by, at=at)


def _note(verb: str, member: TeamMember, *, by: User, at: datetime, **more: Any) -> None:
    team = member.team_id
    record(f"teams.{verb}", member, by=by, at=at, dossier=team, **more)


def shown(member: TeamMember) -> dict[str, Any]:
    return {
        "organisation": member.organisation_id,
        "person": member.person_id,
        "post": member.post_id,
        "role": member.role,
        "since": member.since,
        "until": member.until,
    }


def _refuse_another(member: TeamMember, seat: Seat) -> None:
    held = member.person or member.post
    if held is not None and held != (seat.person or seat.post):
        raise SomebodyElse(
            _("Somebody else gets a place of her own: end this one, then name her."), field="person"
        )


def _refuse(member: TeamMember) -> None:
    _refuse_who(member)
    if member.until is not None and member.until < member.since:
        raise Refusal(_("The end lies before the first day."), field="until")
    if member.capacity is not None:
        unit = CapacityUnit(member.capacity_unit)
        if not 0 < member.capacity <= MOST[unit]:
            sentence = _("A person has at most %(most)s %(unit)s here.")
            raise Refusal(sentence % {"most": MOST[unit], "unit": unit.label}, field="capacity")
    others = _beside(member)
    if member.role in {TeamRole.LEAD, TeamRole.SECRETARY} and (
        others.filter(role=member.role).exists()
    ):
        raise TwoLeads(
            _("A team has one lead and one secretary at a time. End the other place first."),
            field="role",
        )
    if member.person and others.filter(person=member.person).exists():
        raise TakesPartAlready(_("This person takes part in this team already."), field="person")


def _refuse_who(member: TeamMember) -> None:
    if member.person is not None and member.post is not None:
        raise Refusal(_("Choose a person or a post, not both."), field="post")
    if not member.organisation.active:
        raise Refusal(
            _("This organisation is no longer there; choose another."), field="organisation"
        )
    named, field = member.person or member.post, "person" if member.person else "post"
    if named and named.organisation_id != member.organisation_id and not member.seconded:
        raise Refusal(
            _("Choose somebody who works for this organisation, or who is on secondment."),
            field=field,
        )
    person = member.holder
    if person is None:
        return
    if not person.is_active:
        raise Refusal(_("This account is closed; choose somebody else."), field=field)
    if person.clearance < member.team.dossier.classification:
        sentence = _("%(who)s has no clearance for this dossier.") % {"who": person.name}
        raise Refusal(sentence, field=field)


def _beside(member: TeamMember) -> Any:
    """Places of this team with a day in common with this one."""
    rows = member.team.members.exclude(pk=member.pk).filter(
        Q(until=None) | Q(until__gt=member.since)
    )
    return rows.filter(since__lt=member.until) if member.until else rows
