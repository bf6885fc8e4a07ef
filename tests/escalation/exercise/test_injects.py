"""Injects come when the story does, reach whom they are for, and never leave the building."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.kit import clock
from coordination.kit.refusals import Refusal
from coordination.mail.delivery import deliver
from coordination.mail.models import Message, Status
from coordination.papers.models import Paper
from escalation.exercise.models import Exercise, Inject, InjectKind, InjectStatus
from escalation.exercise.queries.acting import acts_after
from escalation.exercise.services.going import go_on
from escalation.exercise.services.injects import (
    InjectFacts,
    plan_inject,
    release_inject,
    withhold_inject,
)
from escalation.regions.models import Observation
from tests.cast import MONDAY, Cast
from tests.escalation.regions.conftest import make_indicator
from tests.services.smtp import SmtpSink

Facts = Callable[..., InjectFacts]
HOUR = timedelta(hours=1)


def plan(exercise: Exercise, facts: InjectFacts, cast: Cast) -> Inject:
    return plan_inject(exercise=exercise, facts=facts, by=cast.secretary, at=clock.now())


def test_the_clock_releases_what_is_due_and_nothing_leaves(
    exercise: Exercise, cast: Cast, facts: Facts, smtp: SmtpSink, settings: Any
) -> None:
    settings.EMAIL_URL = f"smtp://127.0.0.1:{smtp.port}"
    inject = plan(exercise, facts(), cast)

    assert go_on(at=MONDAY) == 0
    assert go_on(at=MONDAY + HOUR) == 1
    assert go_on(at=MONDAY + HOUR) == 0
    deliver(clock=lambda: MONDAY + HOUR)

    inject.refresh_from_db()
    assert (inject.status, inject.released_by) == (InjectStatus.RELEASED, None)
    sent = Message.objects.get(recipient__user=cast.vws_officer)
    assert sent.status == Status.SENT
    assert sent.subject == "OEFENING: Signaal: De dijk lekt"
    assert sent.body.startswith("OEFENING\n\nBij hectometerpaal 12 staat water.")
    assert smtp.attempts == 0


def test_what_is_withheld_or_waits_for_a_hand_is_passed_by(
    exercise: Exercise, cast: Cast, facts: Facts
) -> None:
    kept = plan(exercise, facts(), cast)
    withhold_inject(inject=kept, version=kept.version, by=cast.secretary, at=MONDAY)
    by_hand = plan(exercise, facts(code="I-2", by_clock=False), cast)

    assert go_on(at=MONDAY + 2 * HOUR) == 0
    released = release_inject(inject=by_hand, version=by_hand.version, by=cast.secretary, at=MONDAY)
    assert released.released_by == cast.secretary
    with pytest.raises(Refusal, match="kan niet terug"):
        release_inject(inject=released, version=released.version, by=cast.secretary, at=MONDAY)


def test_a_paper_comes_into_its_dossier_and_a_figure_among_the_figures(
    exercise: Exercise, cast: Cast, facts: Facts, groningen: Any
) -> None:
    none: dict[str, Any] = {"organisation": None}
    sheet = facts(code="P-1", kind=InjectKind.PAPER, dossier=cast.dossier, **none)
    tests = make_indicator("positive_tests")
    figure = facts(
        code="F-1", kind=InjectKind.FIGURE, region=groningen, indicator=tests,
        day=MONDAY.date(), value=Decimal(162), **none,
    )  # fmt: skip
    for one in (sheet, figure):
        inject = plan(exercise, one, cast)
        release_inject(inject=inject, version=inject.version, by=cast.secretary, at=MONDAY)

    assert [paper.title for paper in Paper.objects.filter(dossier=cast.dossier)] == ["De dijk lekt"]
    assert [(row.day, row.value) for row in Observation.objects.all()] == [
        (MONDAY.date(), Decimal(162))
    ]


def test_what_was_done_stands_beside_what_was_expected(
    exercise: Exercise, cast: Cast, facts: Facts
) -> None:
    inject = plan(exercise, facts(organisation=None, role="policy_officer"), cast)
    released = release_inject(inject=inject, version=inject.version, by=cast.secretary, at=MONDAY)
    add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Dijk bekijken",
        owner=Owner(cast.vws),
        term=Term(MONDAY.date()),
        by=cast.vws_officer,
        at=MONDAY + HOUR,
    )
    [row] = acts_after(released, reader=cast.secretary)
    assert (row.who, row.event.action) == ("policy officer vws · VWS", "actions.added")


def test_who_plays_sees_no_inject_and_an_ordinary_instance_has_none(
    exercise: Exercise, cast: Cast, facts: Facts, client: Client, settings: Any
) -> None:
    inject = plan(exercise, facts(), cast)
    client.force_login(cast.coordinator)
    assert client.get(inject.get_absolute_url()).status_code == 404
    assert "De dijk lekt" not in client.get("/oefening/").content.decode()

    client.force_login(cast.secretary)
    assert "De dijk lekt" in client.get("/oefening/").content.decode()
    settings.EXERCISE = False
    assert client.get(inject.get_absolute_url()).status_code == 404
    assert "EXERCISE=1 make run" in client.get("/oefening/").content.decode()


def test_a_list_goes_out_and_comes_in_again_adding_nothing(
    exercise: Exercise, cast: Cast, facts: Facts, client: Client
) -> None:
    plan(exercise, facts(text="=2+2"), cast)
    client.force_login(cast.secretary)
    sheet = client.get("/oefening/injects/injects.xlsx").content
    [_head, row] = load_workbook(BytesIO(sheet)).active.values  # type: ignore[union-attr]  # a book has a sheet
    assert row[0], row[-1] == ("I-1", "OEFENING")

    same = SimpleUploadedFile("injects.xlsx", sheet)
    assert (
        "staat er al"
        in client.post("/oefening/injects/inlezen/", {"upload": same}).content.decode()
    )

    text = (
        "nummer;titel;soort;moment;tekst;rol\n"
        "I-1;Ander bericht;bericht;2020-11-03 09:00;Tekst;coordinator\n"
        "I-2;Nieuw;persvraag;2020-11-03 10:00;Vraag;coordinator\n"
    )
    shown = client.post(
        "/oefening/injects/inlezen/", {"upload": SimpleUploadedFile("i.csv", text.encode())}
    )
    assert Inject.objects.count() == 1
    content = shown.context["content"]
    assert client.post("/oefening/injects/inlezen/", {"content": content}).status_code == 302
    assert sorted(Inject.objects.values_list("code", "title", "kind")) == [
        ("I-1", "Ander bericht", "message"),
        ("I-2", "Nieuw", "press"),
    ]


def test_a_scenario_comes_into_another_exercise_on_the_days_of_its_story(
    exercise: Exercise, cast: Cast, facts: Facts, client: Client
) -> None:
    due_at = MONDAY + timedelta(days=1, hours=3)
    plan(exercise, facts(due_at=due_at), cast)
    client.force_login(cast.secretary)
    scenario = client.get("/oefening/injects/injects.csv?dagen=1")
    local = timezone.localtime(due_at)
    assert f"dag 2 {local:%H:%M}" in scenario.content.decode()

    Inject.objects.all().delete()
    later = timedelta(days=30)
    Exercise.objects.update(started_at=MONDAY + later)
    upload = SimpleUploadedFile("scenario.csv", scenario.content)
    shown = client.post("/oefening/injects/inlezen/", {"upload": upload})
    client.post("/oefening/injects/inlezen/", {"content": shown.context["content"]})
    assert Inject.objects.get().due_at == due_at + later


def test_a_list_with_one_wrong_row_changes_nothing_and_says_which(
    exercise: Exercise, cast: Cast, client: Client
) -> None:
    client.force_login(cast.secretary)
    text = (
        "nummer;titel;moment;tekst;rol\n"
        "I-1;Goed;2020-11-03 09:00;T;coordinator\n"
        "I-2;Fout;morgen;T;coordinator\n"
    )
    shown = client.post(
        "/oefening/injects/inlezen/", {"upload": SimpleUploadedFile("i.csv", text.encode())}
    )
    page = shown.content.decode()
    assert "moment: Schrijf het moment als 2020-11-02 14:30 of dag 2 09:30." in page
    assert 'name="content"' not in page
    assert Inject.objects.count() == 0


def test_the_page_costs_the_same_with_one_and_three_injects(
    exercise: Exercise,
    cast: Cast,
    facts: Facts,
    client: Client,
    django_assert_num_queries: Any,
    real: time_machine.Traveller,
    story_read: None,
) -> None:
    client.force_login(cast.secretary)
    plan(exercise, facts(), cast)
    client.get("/oefening/")
    with django_assert_num_queries(7):
        client.get("/oefening/")
    plan(exercise, facts(code="I-2"), cast)
    plan(exercise, facts(code="I-3"), cast)
    with django_assert_num_queries(7):
        client.get("/oefening/")
