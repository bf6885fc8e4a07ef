"""What can be done with teams on a page can be done by a program, and is refused alike."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.people.models import OrganisationKind, User
from tests.cast import Cast, add_organisation
from tests.workgroups.conftest import FIRST_DAY, Crew
from workgroups.teams.models import Team, TeamMember, TeamRole, TeamTemplate
from workgroups.teams.services import keep_template

SignIn = Callable[[User], Client]


def post(client: Client, path: str, sent: Any) -> Any:
    return client.post(f"/api/v1/{path}", sent, content_type="application/json")


@pytest.fixture
def proposal(cast: Cast) -> dict[str, Any]:
    return {
        "code": "MLT9",
        "subject": "Perspectief voor later",
        "horizon": "medium",
        "sponsor": str(cast.vws.pk),
        "owner": str(cast.dgsc.pk),
        "starts_on": "2020-11-09",
        "ends_on": "2021-01-29",
    }


def test_a_program_keeps_a_template_and_starts_a_team_from_it(
    crew: Crew, proposal: dict[str, Any], sign_in: SignIn
) -> None:
    client = sign_in(crew.coordinator)
    kept = post(client, "team-templates", {"team": str(crew.team.pk), "name": "Kort team"})
    assert (kept.status_code, kept.json()["weeks"]) == (201, 15)
    made = post(client, "teams", proposal | {"template": kept.json()["id"]})
    assert made.status_code == 201
    team = Team.objects.get(code="MLT9")
    asked = {seat["organisation"]: seat["role"] for seat in kept.json()["seats"]}
    places = team.members.exclude(role__in=(TeamRole.LEAD, TeamRole.SECRETARY))
    assert {str(one.organisation_id): one.role for one in places if not one.person} == asked
    assert asked[str(crew.scp.pk)] == "knowledge_partner"
    remove = f"team-templates/{kept.json()['id']}/remove"
    assert post(client, remove, {}).status_code == 204
    assert not TeamTemplate.objects.exists()
    found = AuditEvent.objects.filter(action__startswith="teams.template_").order_by("at", "pk")
    assert [one.action for one in found] == ["teams.template_kept", "teams.template_removed"]


def test_templates_are_for_who_proposes(crew: Crew, cast: Cast, now: Any, sign_in: SignIn) -> None:
    keep_template(team=crew.team, name="Kort team", by=crew.coordinator, at=now)
    codes = {
        who: sign_in(getattr(crew, who)).get("/api/v1/team-templates").status_code
        for who in ("coordinator", "lead", "stranger")
    }
    assert codes == {"coordinator": 200, "lead": 403, "stranger": 403}


def test_a_program_reads_the_radar_and_who_is_not_known_yet(
    crew: Crew, cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(crew.stranger)
    rows = client.get("/api/v1/teams/radar").json()["results"]
    blips = {row["organisation"]: row for row in rows}
    assert blips[str(crew.ocw.pk)]["teams_without_a_name"] == 1
    assert blips[str(cast.szw.pk)]["teams_without_a_name"] == 0
    empty = client.get("/api/v1/team-members?named=false").json()["results"]
    assert [row["organisation"] for row in empty] == [str(crew.ocw.pk)]
    named = client.get("/api/v1/team-members?named=true&role=linking_pin").json()["results"]
    assert [row["person"] for row in named] == [str(crew.linking_pin.pk)]


def test_what_each_member_carries_is_told_to_the_lead_alone(crew: Crew, sign_in: SignIn) -> None:
    place = crew.places["SZW"]
    place.capacity, place.capacity_unit = Decimal(18), "hours"
    place.save()
    address = f"/api/v1/teams/{crew.team.pk}/load"
    told = {row["person"]: row["fte"] for row in sign_in(crew.lead).get(address).json()}
    assert told[str(crew.szw_member.pk)] == "0.50"
    for who in (crew.secretary, crew.member, crew.coordinator, crew.stranger):
        assert sign_in(who).get(address).json() == []


@pytest.fixture
def both(crew: Crew, sign_in: SignIn) -> Callable[..., None]:
    """The same bad input on the page and in the API: the same sentence, and nothing changed."""
    client = sign_in(crew.coordinator)

    def ask(page: str, typed: Any, path: str, sent: Any, sentence: str) -> None:
        before = (Team.objects.count(), TeamMember.objects.count())
        answer = client.post(page, typed)
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
        answer = post(client, path, sent)
        assert answer.status_code in {409, 422}
        assert sentence in answer.json()["detail"]
        assert (Team.objects.count(), TeamMember.objects.count()) == before

    return ask


def test_a_team_that_ends_before_it_starts_is_refused_on_the_page_and_in_the_api(
    proposal: dict[str, Any], both: Callable[..., None]
) -> None:
    wrong = proposal | {"ends_on": "2020-11-08"}
    both(reverse("teams:propose"), wrong, "teams", wrong, "nadat het begint")


def test_a_second_lead_is_refused_on_the_page_and_in_the_api(
    crew: Crew, cast: Cast, both: Callable[..., None], make_user: Callable[..., User]
) -> None:
    other = make_user("second lead", cast.dgsc)
    typed = {
        "organisation": str(cast.dgsc.pk),
        "person": other.email,
        "role": "lead",
        "since": f"{FIRST_DAY + timedelta(days=20)}",
        "capacity_unit": "fte",
    }
    sent = typed | {"team": str(crew.team.pk), "person": str(other.pk)}
    page = reverse("teams:member_new", args=[crew.team.pk])
    both(page, typed, "team-members", sent, "één teamtrekker")


def test_an_unknown_organisation_is_refused_on_the_page_and_in_the_api(
    crew: Crew, cast: Cast, sign_in: SignIn
) -> None:
    client, gone = sign_in(crew.coordinator), "00000000-0000-4000-8000-000000000000"
    typed = {"organisation": gone, "role": "member", "since": str(FIRST_DAY)}
    before = TeamMember.objects.count()
    page = client.post(reverse("teams:member_new", args=[crew.team.pk]), typed)
    assert (page.status_code, "kies een andere" in page.content.decode()) == (422, True)
    answer = post(client, "team-members", typed | {"team": str(crew.team.pk)})
    assert (answer.status_code, "organisation" in answer.content.decode()) == (400, True)
    assert TeamMember.objects.count() == before


def test_an_unknown_organisation_is_refused_with_what_to_do(
    crew: Crew, proposal: dict[str, Any], sign_in: SignIn
) -> None:
    answer = post(sign_in(crew.coordinator), "teams", proposal | {"sponsor": str(crew.team.pk)})
    assert answer.status_code == 400
    said = "Er is niets met dit id dat u mag kiezen. Kies een ander."
    assert answer.json()["errors"] == [{"pointer": "/sponsor", "detail": said}]
    assert not Team.objects.filter(code="MLT9").exists()


@pytest.mark.parametrize("kind", [OrganisationKind.PLANNING_BUREAU, OrganisationKind.SAFETY_REGION])
def test_only_a_ministry_sponsors_a_team_on_the_page_and_in_the_api(
    crew: Crew,
    proposal: dict[str, Any],
    both: Callable[..., None],
    sign_in: SignIn,
    kind: OrganisationKind,
) -> None:
    """A minister sponsors a team (002)."""
    other = add_organisation("ANDERS", kind)
    wrong, said = proposal | {"sponsor": str(other.pk)}, "Kies een ministerie."
    propose, edit = reverse("teams:propose"), reverse("teams:edit", args=[crew.team.pk])
    both(propose, wrong, "teams", wrong, said)
    client, path = sign_in(crew.lead), f"/api/v1/teams/{crew.team.pk}"
    answer = client.post(edit, wrong | {"version": "1"})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    sent: dict[str, Any] = {"content_type": "application/json", "headers": {"If-Match": '"1"'}}
    answer = client.patch(path, {"sponsor": str(other.pk)}, **sent)
    assert (answer.status_code, said in answer.json()["detail"]) == (422, True)
    for page in (sign_in(crew.coordinator).get(propose), client.get(edit)):
        offered = page.context["form"].fields["sponsor"].queryset
        assert set(offered.values_list("kind", flat=True)) == {OrganisationKind.MINISTRY}


def test_a_sponsor_from_before_may_stay(crew: Crew, sign_in: SignIn) -> None:
    Team.objects.filter(pk=crew.team.pk).update(sponsor=crew.scp)
    client, edit = sign_in(crew.lead), reverse("teams:edit", args=[crew.team.pk])
    form = client.get(edit).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    answer = client.post(edit, typed | {"sponsor": str(crew.scp.pk), "subject": "Anders"})
    assert answer.status_code == 302
    team = Team.objects.get(pk=crew.team.pk)
    assert (team.sponsor, team.subject) == (crew.scp, "Anders")


def test_a_program_is_told_of_a_field_that_is_not_there(crew: Crew, sign_in: SignIn) -> None:
    """A slip of the pen is not left out unsaid; what was read may be sent back with a change."""
    client, path = sign_in(crew.lead), f"/api/v1/teams/{crew.team.pk}"
    read = client.get(path).json()

    def change(sent: Any) -> Any:
        return client.patch(
            path, sent, content_type="application/json", headers={"If-Match": '"1"'}
        )

    answer = change({"subject": "Anders", "ends": "2021-01-15"})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/ends"]
    assert Team.objects.get(pk=crew.team.pk).subject == "Kwetsbare groepen"
    assert change(read | {"subject": "Anders"}).json()["subject"] == "Anders"


def test_an_organisation_that_is_named_twice_takes_part_once(
    crew: Crew, cast: Cast, proposal: dict[str, Any], sign_in: SignIn
) -> None:
    twice = {"organisations": [str(cast.szw.pk), str(cast.szw.pk)]}
    assert post(sign_in(crew.coordinator), "teams", proposal | twice).status_code == 201
    assert TeamMember.objects.filter(team__code="MLT9").count() == 1
