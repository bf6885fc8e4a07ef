"""A second person for what goes down, the calls before the country, the embargo, the way back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.dossiers.models import Function
from coordination.dossiers.queries import dossier_timeline, read_rows
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal
from escalation.ladder.models import Contact, Determination, ProposalStatus
from escalation.ladder.services.contacts import inform_regions, log_contact
from escalation.ladder.services.determining import Choice, determine_levels
from escalation.ladder.services.proposing import propose_level
from escalation.ladder.services.publishing import (
    confirm_determination,
    publish_determinations,
    withdraw_determinations,
)
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")

LATER = MONDAY + timedelta(days=7)


def inform(setting: Setting, rows: list[Determination]) -> list[Determination]:
    return inform_regions(
        determinations=rows, with_whom="voorzitter VR", spoken_at=rows[0].determined_at,
        by=setting.coordinator, at=rows[0].determined_at,
    )  # fmt: skip


def publish(setting: Setting, rows: list[Determination]) -> list[Determination]:
    return publish_determinations(
        determinations=rows, by=setting.coordinator, at=rows[0].determined_at
    )


def test_publication_names_the_regions_that_were_not_called(setting: Setting) -> None:
    rows = setting.determine(3, 3, 3)
    inform(setting, rows[:1])
    with pytest.raises(Refusal) as refused:
        publish(setting, rows)
    assert str(refused.value.sentence) == (
        "Not yet informed: Drenthe, Fryslân. Call their chairs and tick that first."
    )
    assert Determination.objects.filter(published_at__isnull=False).count() == 0


def test_a_call_is_ticked_once_and_stands_in_the_log(setting: Setting) -> None:
    rows = setting.determine(3, 3)
    inform(setting, rows)
    inform(setting, rows)
    calls = Contact.objects.order_by("region__name").values_list("region__name", "with_whom", "by")
    assert list(calls) == [
        ("Fryslân", "voorzitter VR", setting.coordinator.pk),
        ("Groningen", "voorzitter VR", setting.coordinator.pk),
    ]
    assert [row.informed_at for row in Determination.objects.all()] == [MONDAY, MONDAY]


def test_published_the_round_is_closed_with_all_its_steps(setting: Setting) -> None:
    rows = setting.determine(3)
    inform(setting, rows)
    (done,) = publish(setting, rows)
    assert done.round is not None
    assert done.round.closed_at == MONDAY
    assert set(done.round.steps.values_list("kind", flat=True)) == {
        "determination", "informed", "published", "in_force",
    }  # fmt: skip
    with pytest.raises(Refusal, match="The level of Groningen is published"):
        publish(setting, rows)


def test_a_lower_level_waits_for_a_second_person(cast: Cast, setting: Setting) -> None:
    publish(setting, inform(setting, setting.determine(4)))
    (lower,) = inform(setting, setting.determine(3, at=LATER))
    assert lower.lowers
    with pytest.raises(Refusal, match="A second person has yet to confirm: Groningen"):
        publish(setting, [lower])
    with pytest.raises(NotAllowed, match="A second coordinator"):
        confirm_determination(
            determination=lower, version=lower.version, by=setting.coordinator, at=LATER
        )
    with pytest.raises(NotAllowed):
        confirm_determination(determination=lower, version=lower.version, by=cast.lead, at=LATER)
    confirm_determination(determination=lower, version=lower.version, by=setting.second, at=LATER)
    (done,) = publish(setting, [lower])
    assert (done.published_at, done.confirmed_by) == (LATER, setting.second)


def test_to_end_the_escalation_of_a_region_is_lowering_it(setting: Setting) -> None:
    publish(setting, inform(setting, setting.determine(1)))
    (end,) = setting.determine(0, at=LATER)
    assert (end.level, end.lowers) == (None, True)


def test_a_higher_level_needs_no_second_person(setting: Setting) -> None:
    publish(setting, inform(setting, setting.determine(2)))
    (higher,) = inform(setting, setting.determine(3, at=LATER))
    with pytest.raises(Refusal, match="needs no confirmation"):
        confirm_determination(
            determination=higher, version=higher.version, by=setting.second, at=LATER
        )
    assert publish(setting, [higher])[0].previous is not None


def test_partners_see_nothing_before_publication_and_embargo(cast: Cast, setting: Setting) -> None:
    at = timezone.now()
    for minutes, expected in ((60, 0), (-60, 1)):
        rows = setting.determine(
            3, at=at, in_force_at=at + timedelta(days=1),
            embargo_until=at + timedelta(minutes=minutes),
        )  # fmt: skip
        assert Determination.objects.visible_to(cast.partner).count() == 0
        publish(setting, inform(setting, rows))
        assert Determination.objects.visible_to(cast.partner).count() == expected
        Determination.history.all().delete()
        Contact.objects.all().delete()
        Determination.objects.all().delete()


def test_the_record_of_a_region_tells_a_partner_nothing_of_a_level_under_embargo(
    cast: Cast, setting: Setting, client: Client
) -> None:
    """Not the level, not the call, and not that anything was done."""
    at = timezone.now()
    rows = setting.determine(
        4, at=at, in_force_at=at + timedelta(days=1), embargo_until=at + timedelta(hours=1)
    )
    publish(setting, inform(setting, rows))
    dossier = setting.regions[0].dossier
    pages = reverse("dossiers:timeline", args=[dossier.pk]), f"?dossier={dossier.pk}"
    told = {}
    for who in (cast.partner, setting.second):
        if who == setting.second:
            grant_access(dossier=dossier, to=who, function=Function.READER, by=None, at=MONDAY)
        client.force_login(who, backend="coordination.people.backends.EmailBackend")
        page = client.get(pages[0])
        events = client.get(f"/api/v1/audit-events{pages[1]}").json()["results"]
        told[who] = len(page.context["rows"]), [one["action"] for one in events]
    assert told[cast.partner] == (0, [])
    assert "ladder.level_published" in told[setting.second][1]


def test_the_record_calls_a_level_by_its_region_and_asks_no_more_for_three(
    setting: Setting,
) -> None:
    dossier = setting.regions[0].dossier
    grant_access(
        dossier=dossier, to=setting.coordinator, function=Function.READER, by=None, at=MONDAY
    )
    for number in (1, 2, 3):
        propose_level(
            region=setting.regions[0], level=setting.level(number), reason="r", why_here="w",
            by=setting.coordinator, at=MONDAY,
        )  # fmt: skip
        publish(setting, inform(setting, setting.determine(number)))
        with CaptureQueriesContext(connection) as asked:
            rows = read_rows(dossier_timeline(dossier), reader=setting.coordinator)
        if number == 1:
            first = len(asked)
    assert len(asked) == first
    titles = {row.event.action: row.title for row in rows if row.title}
    assert titles["ladder.level_published"] == "Groningen: 1 Alert"
    told = {row.title for row in rows}
    assert f"{setting.coordinator}, reader" in told
    assert not [title for title in told if str(dossier.pk) in title]


def test_what_is_taken_back_leaves_its_proposal_open(cast: Cast, setting: Setting) -> None:
    proposal = propose_level(
        region=setting.regions[0], level=setting.level(3), reason="r", why_here="w",
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip
    rows = setting.determine(3)
    withdraw_determinations(determinations=rows, by=setting.coordinator, at=MONDAY)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.OPEN
    assert Determination.objects.standing().count() == 0
    (again,) = setting.determine(3)
    assert again.proposal == proposal


def test_a_published_level_is_not_taken_back(setting: Setting) -> None:
    rows = publish(setting, inform(setting, setting.determine(3)))
    with pytest.raises(Refusal, match="is published"):
        withdraw_determinations(determinations=rows, by=setting.coordinator, at=MONDAY)


def test_the_same_level_again_is_a_determination(setting: Setting) -> None:
    publish(setting, inform(setting, setting.determine(2)))
    choice = Choice(setting.regions[0], setting.level(2))
    (again,) = determine_levels(
        choices=[choice], sitting=setting.sitting(in_force_at=LATER), by=setting.coordinator,
        at=LATER,
    )  # fmt: skip
    assert (again.lowers, again.previous_id) == (
        False,
        Determination.objects.get(published_at__isnull=False).pk,
    )


def test_a_talk_is_logged_by_whoever_works_on_levels(cast: Cast, setting: Setting) -> None:
    first = setting.regions[0]
    made = log_contact(
        region=first, with_whom="GGD", spoken_at=MONDAY, text="Druk op het BCO",
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip
    assert (made.region, made.text, made.by) == (first, "Druk op het BCO", cast.vws_officer)
    with pytest.raises(Refusal, match="yet to come"):
        log_contact(
            region=first, with_whom="GGD", spoken_at=LATER, text="", by=cast.lead, at=MONDAY
        )
    with pytest.raises(Refusal, match="Say with whom"):
        log_contact(region=first, with_whom=" ", spoken_at=MONDAY, text="", by=cast.lead, at=MONDAY)
