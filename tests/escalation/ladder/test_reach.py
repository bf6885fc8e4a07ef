"""What leaves the circle of those who may know: papers, decisions, programs outside, the search."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.dossiers.models import DossierAccess, Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed
from coordination.meetings.models import AgendaItem
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.meetings import plan_meeting
from coordination.papers.models import Paper
from coordination.search.queries import find
from coordination.webhooks.telling import leaving
from escalation.ladder.freezing import document_of
from escalation.ladder.queries.asked import Reach
from escalation.ladder.queries.overview import overview
from escalation.ladder.services.contacts import inform_regions
from escalation.ladder.services.freezing import freeze_ladder
from escalation.ladder.services.proposing import propose_level
from escalation.ladder.services.publishing import publish_determinations
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")
HOUR = timedelta(hours=1)


@pytest.fixture
def item(cast: Cast) -> AgendaItem:
    """Of a meeting in whose dossier the partner has a part."""
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=None, at=MONDAY
    )
    starts = MONDAY + timedelta(days=3)
    meeting = plan_meeting(
        body=cast.body, dossier=cast.dossier, starts_at=starts, ends_at=starts + HOUR,
        by=cast.secretary, at=MONDAY,
    )  # fmt: skip
    facts = ItemFacts(title="De ladder", dossier=cast.dossier)
    return submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=MONDAY)


def publish(setting: Setting, rows: Any) -> None:
    told: dict[str, Any] = {"spoken_at": MONDAY, "by": setting.coordinator, "at": MONDAY}
    inform_regions(determinations=rows, with_whom="voorzitter VR", **told)
    publish_determinations(determinations=rows, by=setting.coordinator, at=MONDAY)


def freeze(item: AgendaItem, cast: Cast) -> None:
    DossierAccess.objects.get_or_create(
        dossier=item.dossier, user=cast.secretary, function=Function.WRITER, since=MONDAY
    )
    freeze_ladder(item=item, by=cast.secretary, at=MONDAY + HOUR)


def test_what_waits_is_frozen_apart_from_what_anybody_may_know(
    cast: Cast, setting: Setting, item: AgendaItem
) -> None:
    propose_level(
        region=setting.regions[0], level=setting.level(4), reason="r", why_here="w",
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip
    freeze(item, cast)
    public, whole = Paper.objects.order_by("within_government")
    assert (public.within_government, whole.within_government) == (False, True)
    assert list(Paper.objects.visible_to(cast.partner)) == [public]
    assert set(Paper.objects.visible_to(cast.secretary)) == {public, whole}
    assert [hit.title for hit in find(cast.partner, "escalation ladder")] == [public.title]
    event = AuditEvent.objects.get(action="papers.added", object_id=str(whole.pk))
    assert leaving(event, owner=cast.secretary, at=MONDAY + HOUR) is None


def test_nothing_that_waits_leaves_one_paper(
    cast: Cast, setting: Setting, item: AgendaItem
) -> None:
    publish(setting, setting.determine(3))
    freeze(item, cast)
    assert [paper.within_government for paper in Paper.objects.all()] == [False]


def test_the_ladder_goes_as_a_new_item_where_she_has_none(
    cast: Cast, setting: Setting, item: AgendaItem
) -> None:
    publish(setting, setting.determine(3))
    with pytest.raises(NotAllowed):
        freeze_ladder(item=item, by=cast.szw_officer, at=MONDAY + HOUR)
    (made,) = freeze_ladder(meeting=item.meeting, by=cast.szw_officer, at=MONDAY + HOUR)
    assert (made.item.title, made.item.submission) == ("Escalation ladder", "submitted")
    assert made.item.submitted_by == cast.szw


def test_the_public_part_holds_no_proposal_no_waiting_and_no_embargoed_level(
    cast: Cast, setting: Setting
) -> None:
    publish(setting, setting.determine(3, embargo_until=MONDAY, in_force_at=MONDAY))
    setting.determine(0, 4)
    propose_level(
        region=setting.regions[2], level=setting.level(4), reason="r", why_here="w",
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip
    found = overview(setting.coordinator, at=MONDAY, now=MONDAY, reach=Reach.PUBLIC)
    assert [(place.rank, place.asked) for place in found.places] == [
        (3, None),
        (0, None),
        (0, None),
    ]
    assert document_of(found, [])["asks"] == []


def test_a_region_of_a_restricted_dossier_stands_in_no_paper(cast: Cast, setting: Setting) -> None:
    dossier = setting.regions[0].dossier
    dossier.restricted = True
    dossier.save()
    for reach in (Reach.PUBLIC, Reach.OFFICIALS):
        found = overview(setting.coordinator, at=MONDAY, now=MONDAY, reach=reach)
        assert [place.region.name for place in found.places] == ["Fryslân", "Drenthe"]


def test_a_decision_waits_with_its_levels_until_they_are_published(
    cast: Cast, setting: Setting
) -> None:
    grant_access(
        dossier=setting.ladder.dossier, to=cast.partner, function=Function.READER, by=None,
        at=MONDAY,
    )  # fmt: skip
    with time_machine.travel(MONDAY, tick=False):
        rows = setting.determine(3, 2)
        assert list(Decision.objects.visible_to(cast.partner)) == []
        assert find(cast.partner, "inschaling") == []
        publish(setting, rows[:1])
        assert list(Decision.objects.visible_to(cast.partner)) == []
        publish(setting, rows[1:])
        assert list(Decision.objects.visible_to(cast.partner)) == [Decision.objects.get()]


def test_the_past_shows_what_waited_then_to_officials_alone(
    cast: Cast, setting: Setting, client: Client
) -> None:
    rows = setting.determine(3)
    publish_at = MONDAY + 2 * HOUR
    inform_regions(
        determinations=rows, with_whom="x", spoken_at=publish_at, by=setting.coordinator,
        at=publish_at,
    )  # fmt: skip
    publish_determinations(determinations=rows, by=setting.coordinator, at=publish_at)
    then: dict[str, Any] = {"at": MONDAY + HOUR, "now": MONDAY + 3 * HOUR}
    seen = [overview(who, **then).places for who in (setting.coordinator, cast.partner)]
    assert [places[0].asked for places in seen] == [3, None]


def test_a_level_that_was_set_is_found_by_who_may_know_it(cast: Cast, setting: Setting) -> None:
    rows = setting.determine(3, 2)

    def found(user: Any, text: str) -> list[tuple[str, str]]:
        return [(hit.title, hit.hint) for hit in find(user, text) if hit.icon == "gavel"]

    serious = [("Groningen: 3 Serious", "2 November 2020")]
    assert found(cast.coordinator, "groningen serious") == serious
    assert found(cast.partner, "groningen serious") == []
    publish(setting, rows)
    assert found(cast.partner, "groningen serious") == serious
    assert found(cast.coordinator, "groningen worrying") == []
    titles = [hit.title for hit in find(cast.coordinator, "Groningen") if hit.icon == "map-pin"]
    assert titles == ["Groningen"]
