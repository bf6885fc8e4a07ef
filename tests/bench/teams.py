"""The pages of teams and the overview of issues: 500 teams, 10,000 places, 2,000 dossiers."""

from coordination.people.models import Organisation, User
from workgroups.teams.models import Team, TeamMember

from ._load import asks, coordinator, filled
from .measure import Limits, Table

LIMITS = Limits(milliseconds=40, queries=12, kilobytes=250)


def bench(table: Table) -> None:
    """Each page as a coordinator opens it, and the page of a team as its lead does."""
    reader = fill()
    open_to_all = Team.objects.standing().filter(dossier__restricted=False)
    leads = TeamMember.objects.filter(role="lead", team__in=open_to_all)
    lead = leads.select_related("person").order_by("team__code")[0]
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
        ("overview per sector", reader, "/overzicht/sectoren/"),
    ):
        table.measure(name, asks(user, path), LIMITS)


def fill() -> User:
    """The load of people, dossiers and teams in full, of points a tenth."""
    load = filled("people", "dossiers", "teams", tenths=("actions",))
    assert (Team.objects.count(), TeamMember.objects.count()) == (500, 10_000)
    return coordinator(load)
