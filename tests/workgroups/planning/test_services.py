"""Products and their milestones: within the life of the team, in no circle, with a reason later."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.facts import EstimateFacts, LineFacts, MilestoneFacts, ProductFacts
from workgroups.planning.models import ActionLine, Milestone, Product, ProductState
from workgroups.planning.queries.plans import plan_of
from workgroups.planning.services import (
    add_dependency,
    add_estimate,
    add_line,
    add_milestone,
    change_milestone,
    change_product,
    deliver_product,
    drop_product,
    move_milestone,
    reach_milestone,
    remove_dependency,
    remove_milestone,
    reopen_product,
    start_product,
    supply_product,
    take_back_slip,
)
from workgroups.planning.services.depending import Circular
from workgroups.planning.services.products import NoVersion
from workgroups.planning.services.saving import IsDone, OutsideTheTeam
from workgroups.planning.spans import NoDays, Span, read_span

from .conftest import NOVEMBER, span


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "starts_on", "due_on", "words"),
    [
        ("nov", date(2020, 11, 1), date(2020, 11, 30), "nov"),
        ("begin nov", date(2020, 11, 1), date(2020, 11, 10), "begin nov"),
        ("nov/dec", date(2020, 11, 1), date(2020, 12, 31), "nov/dec"),
        ("dec – feb", date(2020, 12, 1), date(2021, 2, 28), "dec – feb"),
        ("dec-jan", date(2020, 12, 1), date(2021, 1, 31), "dec-jan"),
        ("1e helft dec", date(2020, 12, 1), date(2020, 12, 15), "1e helft dec"),
        ("tweede helft nov", date(2020, 11, 16), date(2020, 11, 30), "tweede helft nov"),
        ("12-12-2020", date(2020, 12, 12), date(2020, 12, 12), ""),
    ],
)
def test_days_are_read_as_they_were_planned(
    typed: str, starts_on: date, due_on: date, words: str
) -> None:
    assert read_span(typed, on=date(2020, 10, 19)) == Span(starts_on, due_on, words)


@pytest.mark.once
@pytest.mark.parametrize("typed", ["ooit", "31-02-2021", "nov en daarna nog wat", "44177"])
def test_what_names_no_days_is_refused(typed: str) -> None:
    with pytest.raises(NoDays):
        read_span(typed, on=date(2020, 10, 19))


def test_a_milestone_lies_within_the_life_of_its_team(
    product: Product, crew: Crew, now: datetime
) -> None:
    for words, sentence in (("feb 2021", "werkt tot 29 januari 2021"), ("12-10-2020", "begint op")):
        facts = MilestoneFacts("Later", span=read_span(words, on=date(2020, 10, 1)))
        with pytest.raises(OutsideTheTeam) as refused:
            add_milestone(product=product, facts=facts, by=crew.secretary, at=now)
        assert sentence in str(refused.value.sentence)
    assert product.milestones.count() == 1


def test_who_does_not_write_in_the_dossier_plans_nothing(
    line: ActionLine, crew: Crew, cast: Cast, now: datetime, product: Product
) -> None:
    with pytest.raises(NotAllowed):
        add_line(team=crew.team, facts=LineFacts(2, "Kader"), by=crew.stranger, at=now)
    with pytest.raises(NotAllowed):
        start_product(product=product, version=1, by=crew.stranger, at=now)


def test_later_needs_a_reason_and_keeps_what_it_misses(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime
) -> None:
    starts = now + timedelta(days=22)
    meeting = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        subject="MCC",
        by=cast.secretary,
        at=now,
    )
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    sent = change_milestone(
        milestone=milestone, facts=MilestoneFacts("", NOVEMBER, cast.body), version=1, **by
    )
    later = MilestoneFacts("", span("begin dec"), cast.body)
    with pytest.raises(Refusal) as refused:
        move_milestone(milestone=sent, facts=later, reason=" ", version=sent.version, **by)
    assert refused.value.field == "reason"
    moved = move_milestone(
        milestone=sent, facts=later, reason="Wacht op MLT4", version=sent.version, **by
    )
    slip = moved.slips.get()
    assert (slip.old_words, slip.due_words, slip.reason) == ("nov", "begin dec", "Wacht op MLT4")
    assert (slip.meeting, moved.due_on, moved.due_version) == (meeting, date(2020, 12, 10), 2)
    back = take_back_slip(slip=slip, version=moved.version, **by)
    assert (back.span, back.slips.standing().count()) == (NOVEMBER, 0)


def test_a_slip_taken_back_goes_to_its_meeting_again_while_that_stands(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    starts = now + timedelta(days=8)
    meeting = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        subject="MCC",
        by=cast.secretary,
        at=now,
    )
    bound = MilestoneFacts("", None, cast.body, meeting)
    found = change_milestone(milestone=milestone, facts=bound, version=1, **by)
    for stands in (True, False):
        later = MilestoneFacts("", span("dec"))
        moved = move_milestone(
            milestone=found, facts=later, reason="Cijfers", version=found.version, **by
        )
        assert (moved.body, moved.meeting) == (None, None)
        if not stands:
            cancel_meeting(meeting=meeting, reason="Vervalt", by=cast.secretary, at=now)
        slip = moved.slips.standing().get()
        found = take_back_slip(slip=slip, version=moved.version, **by)
        assert (found.due_on, found.body) == (date(2020, 11, 10), cast.body)
        assert found.meeting == (meeting if stands else None)


def test_earlier_is_no_slip(milestone: Milestone, crew: Crew, now: datetime) -> None:
    facts = MilestoneFacts("", span("begin nov"))
    moved = move_milestone(
        milestone=milestone, facts=facts, reason="", version=1, by=crew.secretary, at=now
    )
    assert (moved.due_words, moved.slips.count()) == ("begin nov", 0)


def test_a_milestone_takes_the_day_of_its_meeting(
    milestone: Milestone, crew: Crew, cast: Cast, now: datetime
) -> None:
    starts = now + timedelta(days=8)
    meeting = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        subject="MCC",
        by=cast.secretary,
        at=now,
    )
    facts = MilestoneFacts("", NOVEMBER, cast.body, meeting)
    sent = change_milestone(milestone=milestone, facts=facts, version=1, by=crew.secretary, at=now)
    assert (sent.due_on, sent.due_words) == (date(2020, 11, 10), "")
    with pytest.raises(Refusal) as refused:
        change_milestone(
            milestone=sent,
            facts=replace(facts, body=None),
            version=sent.version,
            by=crew.secretary,
            at=now,
        )
    assert refused.value.field == "meeting"


@pytest.mark.parametrize("length", [1, 2, 4])
def test_a_circle_of_any_length_is_refused(
    length: int, make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    chain = [make_product(f"Product {n}") for n in range(length)]
    for product, needs in itertools.pairwise(chain):
        add_dependency(product=product, needs=needs, **by)
    with pytest.raises(Circular):
        add_dependency(product=chain[-1], needs=chain[0], **by)
    links = [one.dependencies.count() for one in chain]
    assert links == [1] * (length - 1) + [0]


def test_waiting_ends_when_it_is_taken_off(
    make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    first, second = make_product("Eerst"), make_product("Dan")
    made = add_dependency(product=second, needs=first, by=crew.secretary, at=now)
    remove_dependency(dependency=made, by=crew.secretary, at=now)
    add_dependency(product=first, needs=second, by=crew.secretary, at=now)
    assert (first.dependencies.count(), second.dependencies.count()) == (1, 0)


def test_done_as_a_paper_needs_that_paper(
    make_product: Callable[..., Product], crew: Crew, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    product = make_product(facts={"needs_version": True})
    milestone = product.milestones.get()
    with pytest.raises(NoVersion):
        deliver_product(product=product, version=product.version, **by)
    with pytest.raises(IsDone):
        reach_milestone(milestone=milestone, version=milestone.version, **by)
    upload = SimpleUploadedFile("beslisboom.txt", b"De boom")
    supplied = supply_product(product=product, upload=upload, version=product.version, **by)
    done = deliver_product(product=supplied, version=supplied.version, **by)
    milestone.refresh_from_db()
    assert done.delivered_version is not None
    assert (done.state, done.delivered_version.number, milestone.reached_at) == (
        ProductState.DELIVERED,
        1,
        now,
    )
    back = reopen_product(product=done, version=done.version, **by)
    milestone.refresh_from_db()
    assert (back.state, milestone.reached_at) == (ProductState.PLANNED, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=back.pk).update(state=ProductState.DELIVERED)


def test_what_was_dropped_comes_back(product: Product, crew: Crew, now: datetime) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    dropped = drop_product(product=product, reason="Gaat naar LT1", version=1, **by)
    with pytest.raises(IsDone):
        add_milestone(product=dropped, facts=MilestoneFacts("Nog een"), **by)
    back = reopen_product(product=dropped, version=dropped.version, **by)
    assert (back.state, back.dropped_because) == (ProductState.PLANNED, "")


def test_an_old_version_is_refused(product: Product, crew: Crew, now: datetime, cast: Cast) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    start_product(product=product, version=1, **by)
    facts = replace(ProductFacts.of(product), title="Anders")
    with pytest.raises(Stale):
        change_product(product=product, facts=facts, version=1, **by)


def test_a_title_stands_once_in_a_line(
    make_product: Callable[..., Product], product: Product
) -> None:
    with pytest.raises(Refusal) as refused:
        make_product("BESLISBOOM")
    assert refused.value.field == "title"


def test_a_milestone_that_is_part_of_the_story_stays(
    milestone: Milestone, product: Product, crew: Crew, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    extra = add_milestone(product=product, facts=MilestoneFacts("Toets", span("dec")), **by)
    remove_milestone(milestone=extra, version=extra.version, **by)
    reached = reach_milestone(milestone=milestone, version=1, **by)
    with pytest.raises(IsDone):
        remove_milestone(milestone=reached, version=reached.version, **by)
    assert product.milestones.count() == 1


def test_a_budget_has_a_basis(crew: Crew, now: datetime) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    made = add_estimate(
        team=crew.team, facts=EstimateFacts(2021, 500_000, "Scenario's", "inschatting"), **by
    )
    assert made.amount == 500_000
    for facts in (
        EstimateFacts(2021, 1, "Scenario's", "nog eens"),
        EstimateFacts(2021, 1, "Anders", ""),
        EstimateFacts(2021, 0, "Anders", "basis"),
    ):
        with pytest.raises(Refusal):
            add_estimate(team=crew.team, facts=facts, **by)


def test_the_plan_says_what_is_late_and_how_it_stood(
    product: Product, crew: Crew, now: datetime
) -> None:
    today = date(2020, 12, 12)
    plan = plan_of(crew.team, crew.secretary, today=today)
    assert [(one.product, late.late_days) for one, late in plan.late] == [(product, 12)]
    later = now + timedelta(days=40)
    deliver_product(product=product, version=1, by=crew.secretary, at=later)
    assert plan_of(crew.team, crew.secretary, today=today).late == []
    then = plan_of(crew.team, crew.secretary, today=today, at=later - timedelta(seconds=1))
    assert [(one.product.pk, late.late_days) for one, late in then.late] == [(product.pk, 12)]
