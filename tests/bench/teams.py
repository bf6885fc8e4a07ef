"""The pages of teams and the overview of issues: 500 teams, 10,000 places, 2,000 dossiers."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.example.bulk import Load, bulk
from coordination.people.models import Clearance, Organisation, Role, RoleGrant, User
from workgroups.teams.models import Team, TeamMember

from .measure import Limits, Table

TEAMS, PLACES, POINTS = 100, 10_000, 10
LIMITS = Limits(milliseconds=40, queries=12, kilobytes=250)


def bench(table: Table) -> None:
    """Each page as a coordinator opens it, and the page of a team as its lead does."""
    reader = fill()
    lead = TeamMember.objects.filter(role="lead").select_related("person").order_by("pk")[0]
    assert lead.person is not None
    code = Organisation.objects.order_by("code")[3].code
    for name, user, path in (
        ("teams, a page of 500", reader, "/teams/"),
        ("a team, for its lead", lead.person, f"/teams/{lead.team_id}/"),
        ("tracks and load of a team, its lead", lead.person, f"/teams/{lead.team_id}/inrichting/"),
        ("who sits where, 10,000 places", reader, "/teams/wie-zit-waar/"),
        ("who sits where, one ministry", reader, f"/teams/wie-zit-waar/?organisatie={code}"),
        ("radar", reader, "/teams/radar/"),
        ("radar of one organisation", reader, f"/teams/radar/?organisatie={code}"),
        ("overview of issues, 2,000 dossiers", reader, "/overzicht/"),
        ("overview, longest silent first", reader, "/overzicht/?sorteer=silent"),
        ("overview, silent and late", reader, "/overzicht/?stil=4&telaat=1"),
        ("overview, needs a team", reader, "/overzicht/?zonderteam=1"),
        ("overview per ministry", reader, "/overzicht/departementen/"),
    ):
        table.measure(name, asks(user, path), LIMITS)


def asks(user: User, path: str) -> Callable[[], HttpResponseBase]:
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="coordination.people.backends.EmailBackend")

    def ask() -> HttpResponseBase:
        return client.get(path)

    return ask


def fill() -> User:
    """The load of people, dossiers and teams in full, of meetings and points a tenth."""
    now = timezone.now()
    load = Load(scale=TEAMS, now=now)
    for name in ("people", "dossiers"):
        bulk[name](load)
    tenth = Load(scale=POINTS, now=now, kept=load.kept)
    bulk["actions"](tenth)
    bulk["teams"](load)
    assert (Team.objects.count(), TeamMember.objects.count()) == (500, PLACES)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    reader = User.objects.create(
        email="reader@example.gov",
        name="reader",
        organisation=load.kept["organisation"][0],
        clearance=Clearance.DEPARTMENTAL,
    )
    RoleGrant.objects.create(user=reader, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
    return reader
