"""Who takes part, and what follows from it in the body and the dossier."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.permissions import functions_of
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import (
    BodyMember,
    MemberRole,
    Organisation,
    OrganisationKind,
    Post,
    User,
)
from coordination.people.services import change_member as change_seat
from coordination.people.services import hand_over_post
from tests.cast import MONDAY, Cast
from tests.workgroups.conftest import FIRST_DAY, Crew
from workgroups.teams.models import Team, TeamMember, TeamRole
from workgroups.teams.services import Seat, add_member, change_member, end_member, replace_member
from workgroups.teams.services.members import SomebodyElse, TakesPartAlready, TwoLeads


def fresh(place: TeamMember) -> TeamMember:
    return TeamMember.objects.get(pk=place.pk)


def test_a_body_that_became_a_team_keeps_its_members_once(crew: Crew, cast: Cast) -> None:
    seats = BodyMember.objects.filter(body=cast.body).order_by("organisation__code", "role")
    assert [(s.organisation.code, s.role, s.via) for s in seats] == [
        ("DGSC-19", "chair", "MLT3"),
        ("DGSC-19", "secretary", "MLT3"),
        ("JenV", "member", "MLT3"),
        ("OCW", "member", "MLT3"),
        ("SCP", "member", "MLT3"),
        ("SZW", "member", "MLT3"),
        ("VWS", "member", "MLT3"),
    ]
    places = crew.team.members.order_by("organisation__code", "role")
    assert [(p.organisation.code, p.role) for p in places] == [
        ("DGSC-19", "lead"),
        ("DGSC-19", "secretary"),
        ("JenV", "linking_pin"),
        ("OCW", "member"),
        ("SCP", "knowledge_partner"),
        ("SZW", "member"),
        ("VWS", "member"),
    ]


def test_a_planning_bureau_that_sat_in_the_body_takes_part_as_who_knows(
    cast: Cast, make_team: Callable[..., Team], make_organisation: Callable[..., Organisation]
) -> None:
    scp = make_organisation("SCP", OrganisationKind.PLANNING_BUREAU)
    BodyMember.objects.create(
        body=cast.body, organisation=scp, role=MemberRole.MEMBER, since=FIRST_DAY
    )
    team = make_team("MLT3", dossier=cast.dossier, body=cast.body)
    roles = dict(team.members.values_list("organisation__code", "role"))
    assert (roles["SCP"], roles["VWS"]) == ("knowledge_partner", "member")


def test_who_is_named_writes_and_the_lead_leads(crew: Crew, make_team: Callable[..., Team]) -> None:
    assert Function.LEAD in functions_of(crew.lead, crew.team.dossier)
    assert Function.LEAD in functions_of(crew.secretary, crew.team.dossier)
    assert functions_of(crew.linking_pin, crew.team.dossier) == {Function.WRITER}
    assert functions_of(crew.stranger, crew.team.dossier) == set()


def test_an_organisation_without_a_name_gives_nobody_access(
    make_team: Callable[..., Team], make_member: Callable[..., TeamMember], cast: Cast
) -> None:
    team = make_team(restricted=True)
    place = make_member(team, cast.szw)
    assert (place.access, place.seat.organisation) == (None, cast.szw)
    assert not Dossier.objects.visible_to(cast.szw_officer).filter(pk=team.pk).exists()


def test_naming_who_was_not_known_gives_access_and_leaving_ends_it(
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    cast: Cast,
) -> None:
    at = timezone.now()
    team = make_team(restricted=True)
    place = make_member(team, cast.szw)
    named = Seat(cast.szw, FIRST_DAY, person=cast.szw_officer)
    place = change_member(member=place, version=1, seat=named, by=cast.coordinator, at=at)
    seen = Dossier.objects.visible_to(cast.szw_officer).filter(pk=team.pk)
    assert (seen.exists(), place.seat.person) == (True, cast.szw_officer)

    today = timezone.localdate(at)
    end_member(member=place, version=2, until=today, by=cast.coordinator, at=at)
    assert not seen.exists()
    assert not BodyMember.objects.filter(body=team.body).held_by(cast.szw_officer).present(today)


def test_who_starts_later_reads_later(
    make_team: Callable[..., Team], make_member: Callable[..., TeamMember], cast: Cast
) -> None:
    team = make_team(restricted=True)
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_member(team, cast.szw, person=cast.szw_officer, since=tomorrow, at=timezone.now())
    assert not Dossier.objects.visible_to(cast.szw_officer).filter(pk=team.pk).exists()


def test_a_post_moves_its_place_with_its_holder(
    make_team: Callable[..., Team], make_member: Callable[..., TeamMember], cast: Cast
) -> None:
    post = Post.objects.create(
        code="trekker", name_nl="Trekker", name_en="Lead", organisation=cast.szw
    )
    team = make_team(restricted=True)
    make_member(team, cast.szw, post=post, role=TeamRole.LEAD)
    assert functions_of(cast.szw_officer, team.dossier) == set()
    hand_over_post(
        post=post, version=1, to=cast.szw_officer, by=cast.coordinator, at=timezone.now()
    )
    assert functions_of(cast.szw_officer, team.dossier) == {Function.LEAD}
    hand_over_post(post=post, version=2, to=cast.stranger, by=cast.coordinator, at=timezone.now())
    assert functions_of(cast.szw_officer, team.dossier) == set()
    assert functions_of(cast.stranger, team.dossier) == {Function.LEAD}


def test_a_second_lead_is_refused_unless_the_first_one_has_gone(crew: Crew, now: datetime) -> None:
    seat = Seat(crew.stranger.organisation, date(2020, 12, 1), TeamRole.LEAD, person=crew.stranger)
    with pytest.raises(TwoLeads):
        add_member(team=crew.team, seat=seat, by=crew.lead, at=now)
    lead = crew.team.members.get(role=TeamRole.LEAD)
    end_member(member=lead, version=1, until=date(2020, 12, 1), by=crew.lead, at=now)
    add_member(team=crew.team, seat=seat, by=crew.secretary, at=now)
    leads = crew.team.members.filter(role=TeamRole.LEAD).order_by("since")
    assert [place.person for place in leads] == [crew.lead, crew.stranger]


def test_a_place_that_ended_does_not_come_back_beside_the_next_lead(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    lead = crew.team.members.get(role=TeamRole.LEAD)
    ended = end_member(member=lead, version=1, until=date(2020, 11, 1), **by)
    after = Seat(crew.stranger.organisation, date(2020, 11, 1), TeamRole.LEAD, person=crew.stranger)
    add_member(team=crew.team, seat=after, **by)
    with pytest.raises(TwoLeads):
        end_member(member=ended, version=2, until=date(2020, 12, 1), **by)
    assert fresh(lead).until == date(2020, 11, 1)


def test_who_comes_long_after_her_does_not_lengthen_the_place_before(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.lead, "at": now}
    place = crew.places["VWS"]
    ended = end_member(member=place, version=1, until=date(2020, 11, 2), **by)
    seat = Seat(cast.vws, date(2020, 12, 7), person=cast.stranger, seconded=True)
    replace_member(member=ended, version=2, seat=seat, **by)
    assert fresh(place).until == date(2020, 11, 2)
    assert functions_of(crew.member, crew.team.dossier) == set()


def test_nobody_has_two_places_at_once(crew: Crew, now: datetime) -> None:
    seat = Seat(crew.member.organisation, FIRST_DAY, TeamRole.DEPUTY, person=crew.member)
    with pytest.raises(TakesPartAlready):
        add_member(team=crew.team, seat=seat, by=crew.lead, at=now)


def test_a_place_that_is_held_is_not_given_to_another(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    place = crew.places["VWS"]
    seat = Seat(cast.vws, place.since, person=crew.stranger)
    with pytest.raises(SomebodyElse):
        change_member(member=place, version=1, seat=seat, by=crew.lead, at=now)


def test_an_organisation_that_is_gone_is_refused(crew: Crew, cast: Cast, now: datetime) -> None:
    Organisation.objects.filter(pk=cast.jenv.pk).update(active=False)
    gone = Organisation.objects.get(pk=cast.jenv.pk)
    with pytest.raises(Refusal) as refused:
        add_member(team=crew.team, seat=Seat(gone, FIRST_DAY), by=crew.lead, at=now)
    assert refused.value.field == "organisation"


def test_an_organisation_is_represented_by_its_own_unless_she_is_on_secondment(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    deed: dict[str, Any] = {"team": crew.team, "by": crew.lead, "at": now}
    for given in ({"person": cast.stranger}, {"post": post_of(cast.stranger)}):
        with pytest.raises(Refusal, match="die voor deze organisatie werkt") as refused:
            add_member(seat=Seat(crew.ocw, FIRST_DAY, **given), **deed)
        assert refused.value.field in given
    assert functions_of(cast.stranger, cast.dossier) == set()
    lent = Seat(crew.ocw, FIRST_DAY, person=cast.stranger, seconded=True)
    assert add_member(seat=lent, **deed).holder == cast.stranger


def post_of(holder: User) -> Post:
    return Post.objects.create(
        code="ander",
        name_nl="ander",
        name_en="other",
        organisation=holder.organisation,
        holder=holder,
        held_since=MONDAY,
    )


@pytest.mark.parametrize("who", ["member", "linking_pin", "knowledge_partner", "stranger"])
def test_only_who_keeps_the_team_names_its_members(
    crew: Crew, cast: Cast, now: datetime, who: str
) -> None:
    with pytest.raises(NotAllowed):
        add_member(team=crew.team, seat=Seat(cast.jenv, FIRST_DAY), by=getattr(crew, who), at=now)


def test_the_page_of_the_body_leaves_its_rows_to_the_team(
    crew: Crew, cast: Cast, now: datetime
) -> None:
    seat = crew.places["VWS"].seat
    with pytest.raises(Refusal) as refused:
        change_seat(member=seat, version=seat.version, role=MemberRole.DEPUTY, by=crew.lead, at=now)
    assert "MLT3" in str(refused.value.sentence)
