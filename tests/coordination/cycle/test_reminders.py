"""Reminders: when they fall, that each goes once, and that what is over does not go."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client

from coordination.actions.services import complete_action_point, move_term
from coordination.actions.terms import Owner, Term
from coordination.cycle.missed import OVERTAKEN
from coordination.cycle.models import Audience, Deadline, Reminder, Side
from coordination.cycle.queries.due import find_item
from coordination.cycle.services.reminders.moments import Reckoner
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.cycle.services.reminders.putting_off import put_off
from coordination.cycle.services.reminders.withdrawing import MOVED
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import Unit
from coordination.mail.models import Message, Status
from coordination.meetings.services.meetings import plan_meeting
from tests.cast import MONDAY, Cast

from .reminding import local, make_point, make_rule, planned, send

VWS = "policy.officer.vws@example.gov"
LEAD = "team.lead@example.gov"


def item_of(point: object) -> object:
    return find_item("actions.point", point.pk)  # type: ignore[attr-defined]  # a point


def test_a_working_day_before_friday_is_thursday_morning(cast: Cast) -> None:
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 4, 12))
    assert planned() == [("cycle.digest", VWS, local(2020, 11, 5, 7, 30), "queued")]


def test_what_falls_later_than_a_day_from_now_is_not_planned_yet(cast: Cast) -> None:
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 3, 12))
    assert planned() == []


@pytest.mark.parametrize(
    ("due", "number", "unit", "falls"),
    [
        (date(2020, 11, 8), 1, Unit.WORKING_DAYS, local(2020, 11, 6, 7, 30)),
        (date(2020, 11, 8), 1, Unit.CALENDAR_DAYS, local(2020, 11, 6, 7, 30)),
        (date(2020, 11, 9), 1, Unit.WORKING_DAYS, local(2020, 11, 6, 7, 30)),
        (date(2020, 12, 26), 1, Unit.CALENDAR_DAYS, local(2020, 12, 24, 7, 30)),
        (date(2020, 11, 6), 4, Unit.HOURS, local(2020, 11, 6, 13)),
        # both nights on which the clock moves: the morning stays half past seven
        (date(2020, 10, 26), 1, Unit.WORKING_DAYS, local(2020, 10, 23, 7, 30)),
        (date(2021, 3, 29), 1, Unit.WORKING_DAYS, local(2021, 3, 26, 7, 30)),
    ],
)
def test_a_weekend_or_holiday_moves_it_to_the_earlier_working_day(
    cast: Cast, due: date, number: int, unit: Unit, falls: datetime
) -> None:
    rule = make_rule(cast, number, unit=unit)
    item = item_of(make_point(cast, due))
    assert Reckoner().falls_at(rule, item) == falls  # type: ignore[arg-type]  # an item


def test_hours_are_counted_on_the_clock_over_the_night_it_goes_back(cast: Cast) -> None:
    rule = make_rule(cast, 24, unit=Unit.HOURS)
    item = item_of(make_point(cast, date(2020, 10, 26), time(9)))
    # Sunday 25 October is not worked, and so it falls on Friday at the same hour
    assert Reckoner().falls_at(rule, item) == local(2020, 10, 23, 9)  # type: ignore[arg-type]  # an item


def test_hours_before_a_meeting_on_sunday_stay_on_sunday(cast: Cast) -> None:
    rule = make_rule(cast, 3, kind="cycle.papers", unit=Unit.HOURS)
    day = make_rule(cast, 1, kind="cycle.papers")
    deadline = make_papers(cast, meets=local(2020, 11, 8, 16), due=local(2020, 11, 8, 13))
    item = find_item("cycle.papers", deadline.pk)
    assert item is not None
    assert Reckoner().falls_at(rule, item) == local(2020, 11, 8, 10)
    assert Reckoner().falls_at(day, item) == local(2020, 11, 6, 7, 30)


def test_papers_for_sunday_due_on_friday_are_last_reminded_on_friday(cast: Cast) -> None:
    make_rule(cast, 1, kind="cycle.papers")
    make_rule(cast, 4, kind="cycle.papers", unit=Unit.HOURS)
    make_papers(cast, meets=local(2020, 11, 8, 16), due=local(2020, 11, 6, 16))
    for day in range(2, 13):
        plan_reminders(at=local(2020, 11, day, 7))
    assert [(kind, at) for kind, _address, at, _status in planned()] == [
        ("cycle.digest", local(2020, 11, 5, 7, 30)),
        ("cycle.reminder", local(2020, 11, 6, 12)),
    ]


def test_planning_again_adds_nothing(cast: Cast) -> None:
    make_rule(cast)
    make_rule(cast, 4, unit=Unit.HOURS)
    make_point(cast, date(2020, 11, 6))
    at = local(2020, 11, 5, 7)
    plan_reminders(at=at)
    before = planned()
    # a restart, a clock an hour back and one two hours on
    for shifted in (at, at - timedelta(hours=1), at + timedelta(minutes=20), at):
        plan_reminders(at=shifted)
    send(local(2020, 11, 5, 7, 31))
    plan_reminders(at=local(2020, 11, 5, 14))
    assert len(before) == 1
    assert [row[:3] for row in planned()[:1]] == [row[:3] for row in before]
    assert Reminder.objects.count() == 2
    assert Message.objects.filter(kind="cycle.digest").count() == 1


def test_three_cycles_of_downtime_are_one_mail_for_each_recipient(cast: Cast) -> None:
    make_rule(cast)
    make_rule(cast, 1, side=Side.AFTER)
    make_rule(cast, 2, side=Side.AFTER, audience=Audience.LEAD)
    make_rule(cast, 5, side=Side.AFTER)
    for week in range(6):
        for day in range(3):
            make_point(cast, date(2020, 11, 3) + timedelta(days=7 * week + day))
    make_point(cast, date(2020, 11, 12), owner=Owner(cast.szw))
    plan_reminders(at=local(2020, 12, 16, 11))
    send(local(2020, 12, 16, 11))
    mails = Message.objects.filter(kind__startswith="cycle.", status=Status.SENT)
    told = sorted(message.recipient.address for message in mails)
    assert told == sorted([VWS, LEAD, "szw@example.gov"])
    for later in range(1, 9):
        plan_reminders(at=local(2020, 12, 16, 11) + timedelta(hours=later))
        send(local(2020, 12, 16, 11) + timedelta(hours=later))
    assert Message.objects.filter(kind__startswith="cycle.", status=Status.SENT).count() == 3


def test_after_days_without_a_relay_one_digest_says_what_all_of_them_would_have(
    cast: Cast,
) -> None:
    make_rule(cast, audience=Audience.LEAD)
    for day in (4, 5, 6, 10):
        make_point(cast, date(2020, 11, day), text=f"Nota {day}.")
    for day in (2, 3, 4, 5):
        plan_reminders(at=local(2020, 11, day, 12))
    send(local(2020, 11, 5, 8))
    states = [(row[2].day, row[3]) for row in planned()]
    assert states == [(3, "skipped"), (4, "skipped"), (5, "sent")]
    plan_reminders(at=local(2020, 11, 9, 7))
    send(local(2020, 11, 9, 8))
    sent = Message.objects.filter(status=Status.SENT).order_by("not_before")
    said = [sorted({*re.findall(r"Nota \d+", message.body)}) for message in sent]
    assert said == [["Nota 4", "Nota 5", "Nota 6"], ["Nota 10"]]
    assert Message.objects.filter(reason=OVERTAKEN).count() == 2


def test_what_was_missed_in_the_weekend_waits_for_monday(cast: Cast) -> None:
    make_rule(cast, 1, side=Side.AFTER)
    make_point(cast, date(2020, 11, 4))
    plan_reminders(at=local(2020, 11, 7, 11))
    assert planned() == [("cycle.digest", VWS, local(2020, 11, 9, 7, 30), "queued")]


def test_a_point_moved_between_planning_and_sending_is_not_reminded_of_its_old_date(
    cast: Cast,
) -> None:
    make_rule(cast, 4, unit=Unit.HOURS)
    point = make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 6, 8))
    move_term(
        point=point, version=point.version, term=Term(date(2020, 11, 9)), reason="later",
        by=cast.secretary, at=local(2020, 11, 6, 9),
    )  # fmt: skip
    send(local(2020, 11, 6, 13, 1))
    assert [row[3] for row in planned()] == ["skipped"]
    plan_reminders(at=local(2020, 11, 9, 8))
    assert planned()[-1] == ("cycle.reminder", VWS, local(2020, 11, 9, 13), "queued")


def test_the_planner_supersedes_what_was_moved(cast: Cast) -> None:
    make_rule(cast, 4, unit=Unit.HOURS)
    point = make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 6, 8))
    move_term(
        point=point, version=point.version, term=Term(date(2020, 11, 9)), reason="later",
        by=cast.secretary, at=local(2020, 11, 6, 9),
    )  # fmt: skip
    assert plan_reminders(at=local(2020, 11, 6, 9)).withdrawn == 1
    message = Message.objects.get(kind="cycle.reminder")
    assert (message.status, message.reason) == (Status.SUPERSEDED, MOVED)


def test_a_deadline_that_moves_away_and_back_is_reminded_of_once(cast: Cast) -> None:
    make_rule(cast, 4, kind="cycle.papers", unit=Unit.HOURS)
    due = local(2020, 11, 6, 16)
    deadline = make_papers(cast, meets=local(2020, 11, 6, 18), due=due)
    plan_reminders(at=local(2020, 11, 6, 8))
    for moved in (local(2020, 11, 5, 16), due):
        Deadline.objects.filter(pk=deadline.pk).update(due_at=moved)
        plan_reminders(at=local(2020, 11, 6, 9))
    send(local(2020, 11, 6, 12, 1))
    sent = Message.objects.filter(kind="cycle.reminder", status=Status.SENT)
    assert [message.not_before for message in sent] == [local(2020, 11, 6, 12)]


def test_nothing_to_say_is_no_mail(cast: Cast) -> None:
    make_rule(cast)
    point = make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 4, 12))
    complete_action_point(
        point=point, version=point.version, by=cast.vws_officer, at=local(2020, 11, 4, 15)
    )
    send(local(2020, 11, 5, 7, 31))
    assert [row[3] for row in planned()] == ["skipped"]


def test_the_digest_says_what_is_late_and_what_comes_by_dossier(cast: Cast) -> None:
    make_rule(cast)
    late = make_point(cast, date(2020, 11, 4), text="Nota sturen")
    soon = make_point(cast, date(2020, 11, 6))
    far = make_point(cast, date(2020, 11, 12), text="Sheets invullen")
    plan_reminders(at=local(2020, 11, 5, 7))
    send(local(2020, 11, 5, 7, 31))
    message = Message.objects.get(kind="cycle.digest")
    assert message.subject == "3 zaken zijn nodig · 1 te laat"
    body = message.body
    assert cast.dossier.number in body
    places = [body.index(text) for text in ("Nota sturen", soon.text, "Sheets invullen")]
    assert places == sorted(places)
    assert "Denk aan Contactgegevens doorgeven." in body
    assert {late.number in body, far.number in body} == {True}


def test_who_is_reminded_answers_from_that_mail_for_what_is_hers(cast: Cast) -> None:
    make_rule(cast)
    make_rule(cast, audience=Audience.LEAD)
    make_point(cast, date(2020, 11, 6), text="Nota sturen")
    make_point(cast, date(2020, 11, 12), text="Sheets invullen")
    plan_reminders(at=local(2020, 11, 5, 7))
    send(local(2020, 11, 5, 7, 31))
    bodies = {m.recipient.user: m.body for m in Message.objects.filter(kind="cycle.digest")}
    words = {who: re.findall(r"([\w ]+): http\S+/post/antwoord/", bodies[who]) for who in bodies}
    assert words == {cast.vws_officer: ["  Klaar", "  Later", "  Niet van mij"], cast.lead: []}


def test_what_went_at_once_is_not_in_the_digest_again(cast: Cast) -> None:
    make_rule(cast, 1, kind="actions.point")
    make_rule(cast, 20, unit=Unit.HOURS)
    urgent = make_point(cast, date(2020, 11, 6), time(12), text="Dringend")
    make_point(cast, date(2020, 11, 9))
    plan_reminders(at=local(2020, 11, 5, 16))
    send(local(2020, 11, 5, 16, 1))
    plan_reminders(at=local(2020, 11, 6, 7))
    send(local(2020, 11, 6, 7, 31))
    at_once = Message.objects.get(kind="cycle.reminder", not_before__lt=local(2020, 11, 6))
    digest = Message.objects.get(kind="cycle.digest", key="2020-11-06")
    assert (at_once.status, digest.status) == (Status.SENT, Status.SENT)
    assert urgent.number in at_once.body
    assert urgent.number not in digest.body


def test_overdue_climbs_to_the_team_lead_once_for_each_version_of_the_date(cast: Cast) -> None:
    make_rule(cast, 1, side=Side.AFTER)
    make_rule(cast, 2, side=Side.AFTER, audience=Audience.LEAD)
    make_point(cast, date(2020, 11, 6))
    for day in range(7, 21):
        for hour in (7, 12):
            plan_reminders(at=local(2020, 11, day, hour))
            send(local(2020, 11, day, hour, 45))
    sent = [(address, at) for _kind, address, at, status in planned() if status == "sent"]
    assert sorted(sent) == sorted(
        [(VWS, local(2020, 11, 9, 7, 30)), (LEAD, local(2020, 11, 10, 7, 30))]
    )


def test_without_a_lead_it_climbs_to_the_secretary_of_the_body(cast: Cast) -> None:
    cast.dossier.access.filter(user__isnull=False).delete()
    make_rule(cast, 2, side=Side.AFTER, audience=Audience.LEAD)
    make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 10, 7))
    assert [row[1] for row in planned()] == [cast.secretary.email]


def test_an_inactive_recipient_gets_nothing(cast: Cast) -> None:
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 4, 12))
    type(cast.vws_officer).objects.filter(pk=cast.vws_officer.pk).update(
        is_active=False, deactivated_at=MONDAY, deactivated_by=cast.administrator
    )
    send(local(2020, 11, 5, 7, 31))
    assert [row[3] for row in planned()] == ["skipped"]


def test_later_until_is_quiet_until_that_morning(cast: Cast) -> None:
    make_rule(cast, 1, side=Side.AFTER)
    make_rule(cast, 3, side=Side.AFTER)
    point = make_point(cast, date(2020, 11, 4))
    item = find_item("actions.point", point.pk)
    assert item is not None
    put_off(item=item, until=date(2020, 11, 11), by=cast.vws_officer, at=local(2020, 11, 5, 12))
    for day in range(5, 14):
        plan_reminders(at=local(2020, 11, day, 13))
    assert planned() == [("cycle.digest", VWS, local(2020, 11, 11, 7, 30), "queued")]


def test_later_than_the_deadline_is_refused(cast: Cast) -> None:
    point = make_point(cast, date(2020, 11, 6))
    item = find_item("actions.point", point.pk)
    assert item is not None
    with pytest.raises(Refusal, match="eerdere dag"):
        put_off(item=item, until=date(2020, 11, 9), by=cast.vws_officer, at=local(2020, 11, 4, 12))


def make_papers(cast: Cast, *, meets: datetime, due: datetime) -> Deadline:
    meeting = plan_meeting(
        body=cast.body, dossier=cast.dossier, starts_at=meets,
        ends_at=meets + timedelta(hours=1), by=cast.secretary, at=MONDAY,
    )  # fmt: skip
    return Deadline.objects.create(
        kind="papers", what="Stukken", due_at=due, dossier=cast.dossier, meeting=meeting,
        person=cast.vws_officer, created_at=MONDAY,
    )  # fmt: skip


def test_a_page_shows_who_owes_what(cast: Cast, client: Client) -> None:
    point = make_point(cast, date(2020, 11, 6))
    client.force_login(cast.vws_officer, backend="coordination.people.backends.EmailBackend")
    page = client.get("/termijnen/?van=mij")
    assert [item.pk for item in page.context["page"].rows] == [point.pk]
