"""What came of an item goes back to the team whose dossier it is and to who brought it in."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.report.extract import listeners_of
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.referring import refer_item
from tests.cast import Cast
from workgroups.teams.models import Team

Find = Callable[..., Meeting]


def told(item: AgendaItem, by: Any, at: datetime) -> list[Any]:
    return [one.who for one in listeners_of(item, by=by, at=at)]


def test_a_team_in_which_nobody_was_named_hears_in_its_mailboxes(
    cast: Cast,
    now: datetime,
    meeting_of: Find,
    make_team: Callable[..., Team],
    make_member: Callable[..., Any],
) -> None:
    team = make_team("MLT4")
    make_member(team, cast.jenv)
    facts, meeting = ItemFacts("Jeugd", team.dossier), meeting_of("MCC", date(2020, 11, 10))
    item = submit_item(meeting=meeting, facts=facts, by=cast.coordinator, at=now)
    assert told(item, cast.coordinator, now) == [cast.jenv]
    elsewhere = ItemFacts("Iets anders", cast.dossier)
    other = submit_item(meeting=meeting, facts=elsewhere, by=cast.coordinator, at=now)
    assert cast.jenv not in told(other, cast.coordinator, now)


def test_what_the_cycle_put_on_an_agenda_was_brought_in_by_who_went_on_with_it(
    cast: Cast, now: datetime, meeting_of: Find, make_team: Callable[..., Team]
) -> None:
    team = make_team("MLT4")
    facts = ItemFacts("Jeugd", team.dossier)
    asked = submit_item(
        meeting=meeting_of("Catshuis", date(2020, 11, 2)), facts=facts, by=cast.coordinator, at=now
    )
    asked.submitted_by = None
    asked.save()
    acc, mcc = meeting_of("ACC", date(2020, 11, 5)), meeting_of("MCC", date(2020, 11, 10))
    item = submit_item(meeting=acc, facts=facts, follows=asked, by=cast.coordinator, at=now)
    later = refer_item(item=item, meeting=mcc, by=cast.coordinator, at=now)
    assert cast.coordinator in told(later, cast.secretary, now)
