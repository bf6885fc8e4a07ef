"""A planning that was read is there for who may plan the team, on the page and in the API alike."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.models import PlanningImport
from workgroups.planning.permissions import can_plan
from workgroups.planning.services.importing import read_import

from .test_import import sheet_of, upload

SignIn = Callable[[User], Client]
API = "/api/v1/planning-imports"


def read(crew: Crew, now: datetime) -> PlanningImport:
    file = upload(sheet_of([1, "", "Kader", "", "nov", "", "VWS"]))
    return read_import(team=crew.team, upload=file, by=crew.secretary, at=now)


def test_who_only_sees_the_team_finds_no_import_on_the_page_or_in_the_api(
    crew: Crew, now: datetime, sign_in: SignIn
) -> None:
    made = read(crew, now)
    addresses = (made.get_absolute_url(), f"{API}/{made.pk}")
    for who, status in ((crew.secretary, 200), (crew.lead, 200), (crew.stranger, 404)):
        client = sign_in(who)
        assert client.get(crew.team.get_absolute_url()).status_code == 200
        assert [client.get(address).status_code for address in addresses] == [status, status]
        listed = client.get(API).json()["results"]
        assert [row["id"] for row in listed] == [str(made.pk)] * (status == 200)


def test_an_import_is_seen_by_who_may_plan_and_by_nobody_once_the_dossier_is_closed(
    crew: Crew, now: datetime
) -> None:
    made = read(crew, now)
    everybody = (crew.lead, crew.secretary, crew.member, crew.coordinator, crew.stranger)

    def seen() -> list[bool]:
        found = [PlanningImport.objects.visible_to(who).filter(pk=made.pk) for who in everybody]
        return [rows.exists() for rows in found]

    assert seen() == [can_plan(who, crew.team) for who in everybody]
    dossier = crew.team.dossier
    dossier.closed_at, dossier.closed_by = now, crew.lead
    dossier.save()
    assert seen() == [False] * 5


def test_the_record_links_an_auditor_with_a_part_to_no_import_that_she_may_not_open(
    crew: Crew, cast: Cast, now: datetime, sign_in: SignIn
) -> None:
    made, dossier = read(crew, now), crew.team.dossier
    grant_access(
        dossier=dossier, to=cast.auditor, function=Function.WRITER, by=cast.coordinator, at=now
    )
    record = reverse("dossiers:timeline", args=[dossier.pk])
    for who, opens in ((crew.secretary, True), (cast.auditor, False)):
        client = sign_in(who)
        shown = client.get(record)
        assert (shown.status_code, made.get_absolute_url() in shown.content.decode()) == (
            200,
            opens,
        )
        assert (client.get(made.get_absolute_url()).status_code == 200) is opens
