"""Rules of reminders: what they refuse, what they say of whom, and what climbs by a click."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from coordination.actions.services import complete_action_point
from coordination.audit.models import AuditEvent
from coordination.cycle.due import due_items
from coordination.cycle.models import Audience, Reminder, ReminderRule, Side
from coordination.cycle.queries.due import find_item
from coordination.cycle.services.reminders.auditing import audit_reminders
from coordination.cycle.services.reminders.defaults import RULES, first_rules, load_rules
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.cycle.services.reminders.raising import RaisedBefore, raise_item
from coordination.cycle.services.reminders.rules import RuleFacts, add_rule, change_rule
from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.kit.workdays import Unit
from coordination.mail.models import Heartbeat, Message, Status
from coordination.people.models import Clearance, User
from tests.cast import MONDAY, Cast

from .reminding import local, make_point, make_rule, send

GOOD = RULES[0]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"number": 0}, "number", "Zero is the deadline itself"),
        ({"number": 31}, "number", "at most 30"),
        ({"unit": Unit.HOURS, "number": 73}, "number", "at most 72"),
        ({"kind": "nonsense"}, "kind", "Choose one of the list"),
        ({"text_nl": "Beste {naam}"}, "text_nl", "{naam} is unknown here"),
        ({"text_en": "Open { brace"}, "text_en", "is unknown here"),
        ({"subject_en": "{what.__class__}"}, "subject_en", "is unknown here"),
        ({"subject_nl": "{due!r}"}, "subject_nl", "is unknown here"),
        ({"subject_nl": "  "}, "subject_nl", "Fill this in"),
        (
            {"side": Side.AFTER, "repeat": True, "audience": Audience.MEMBERS},
            "repeat",
            "This would mail every member every day",
        ),
        ({"repeat": True}, "repeat", "Only what is late"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_a_sentence(
    cast: Cast, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        add_rule(facts=replace(GOOD, **wrong), by=cast.coordinator, at=MONDAY)
    assert (refused.value.field, sentence in str(refused.value.sentence)) == (field, True)
    assert ReminderRule.objects.count() == 0


def test_only_a_coordinator_keeps_rules(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_rule(facts=GOOD, by=cast.lead, at=MONDAY)


def test_who_was_second_is_told_what_stands_there(cast: Cast) -> None:
    rule = add_rule(facts=GOOD, by=cast.coordinator, at=MONDAY)
    change_rule(rule=rule, facts=replace(GOOD, number=2), version=1, by=cast.coordinator, at=MONDAY)
    with pytest.raises(Stale):
        change_rule(rule=rule, facts=GOOD, version=1, by=cast.coordinator, at=MONDAY)
    assert ReminderRule.objects.get().number == 2
    assert rule.history.count() == 2


def test_an_empty_installation_gets_the_standard_rules_once(cast: Cast) -> None:
    call_command("load_reminder_rules", verbosity=0)
    call_command("load_reminder_rules", verbosity=0)
    assert ReminderRule.objects.count() == len(first_rules())
    assert set(ReminderRule.objects.values_list("note", flat=True)) == {"Standaardregel"}


def test_the_standard_rules_say_something_of_every_kind(cast: Cast) -> None:
    load_rules(at=MONDAY)
    assert set(ReminderRule.objects.values_list("kind", flat=True)) == set(due_items.names())


def test_what_has_rules_keeps_them_and_a_new_kind_gets_its_own(cast: Cast) -> None:
    kept = add_rule(facts=replace(GOOD, number=9), by=cast.coordinator, at=MONDAY)
    load_rules(at=MONDAY)
    assert ReminderRule.objects.filter(kind=GOOD.kind).get() == kept
    assert ReminderRule.objects.filter(kind="planning.milestone").count() == 3


def test_the_page_of_a_rule_shows_what_it_would_say_of_a_real_item(
    cast: Cast, client: Client
) -> None:
    rule = make_rule(cast)
    point = make_point(cast, timezone.localdate().replace(year=timezone.localdate().year + 1))
    client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")
    preview = client.get(rule.get_absolute_url()).context["preview"]
    assert preview.item.pk == point.pk
    assert [language for language, _subject, _text in preview.words] == ["nl", "en"]
    assert preview.told == [cast.vws_officer.label]


def test_a_repeating_rule_says_it_every_working_day_until_it_is_met(cast: Cast) -> None:
    make_rule(cast, 1, side=Side.AFTER, repeat=True)
    point = make_point(cast, date(2020, 11, 5))
    for day in range(6, 14):
        plan_reminders(at=local(2020, 11, day, 7))
        send(local(2020, 11, day, 7, 31))
        if day == 11:
            complete_action_point(
                point=point, version=point.version, by=cast.vws_officer, at=local(2020, 11, 11, 12)
            )
    sent = Message.objects.filter(kind="cycle.digest", status=Status.SENT).order_by("key")
    assert [message.key[-2:] for message in sent] == ["06", "09", "10", "11"]


def test_of_a_classified_dossier_only_number_moment_and_link_are_mailed(cast: Cast) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.vws_officer, function=Function.WRITER, by=None, at=MONDAY
    )
    User.objects.filter(pk=cast.vws_officer.pk).update(clearance=Clearance.DEPARTMENTAL)
    make_rule(cast)
    make_rule(cast, 4, unit=Unit.HOURS)
    point = make_point(cast, date(2020, 11, 6), text="Geheim plan")
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True, title="Stil"
    )
    plan_reminders(at=local(2020, 11, 5, 7))
    send(local(2020, 11, 5, 7, 31))
    plan_reminders(at=local(2020, 11, 6, 12))
    send(local(2020, 11, 6, 13, 1))
    mails = Message.objects.filter(kind__startswith="cycle.", status=Status.SENT)
    assert sorted(message.kind for message in mails) == ["cycle.digest", "cycle.reminder"]
    for mail in mails:
        said = mail.subject + mail.body
        assert point.number in said
        assert "Geheim" not in said
        assert "Stil" not in said


def test_who_lost_sight_of_the_dossier_is_not_mailed(cast: Cast) -> None:
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    plan_reminders(at=local(2020, 11, 5, 7))
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    send(local(2020, 11, 5, 7, 31))
    assert Message.objects.get(kind="cycle.digest").status == Status.SKIPPED


def test_a_click_of_a_coordinator_is_one_deed_and_one_mail(cast: Cast) -> None:
    point = make_point(cast, date(2020, 11, 3))
    item = find_item("actions.point", point.pk)
    assert item is not None
    at = local(2020, 11, 6, 12)
    events = AuditEvent.objects.count()
    raise_item(item=item, to=cast.lead, reason="Het Catshuis wacht", by=cast.coordinator, at=at)
    assert AuditEvent.objects.count() == events + 1
    with pytest.raises(RaisedBefore):
        raise_item(item=item, to=cast.lead, reason="", by=cast.coordinator, at=at)
    send(at)
    mail = Message.objects.get(kind="cycle.raised")
    assert (mail.status, mail.recipient.user) == (Status.SENT, cast.lead)
    assert "Het Catshuis wacht" in mail.body


def test_raising_is_refused_to_others_of_what_is_not_late_and_with_who_may_not_see(
    cast: Cast,
) -> None:
    point = make_point(cast, date(2020, 11, 6))
    item = find_item("actions.point", point.pk)
    assert item is not None
    late = local(2020, 11, 9, 12)
    for to, by, at in (
        (cast.lead, cast.lead, late),
        (cast.lead, cast.coordinator, MONDAY),
        (cast.partner, cast.coordinator, late),
    ):
        with pytest.raises(Refusal):
            raise_item(item=item, to=to, reason="", by=by, at=at)
    assert Message.objects.filter(kind="cycle.raised").count() == 0


def test_the_audit_holds_after_a_whole_round_and_leaves_a_heartbeat(cast: Cast) -> None:
    load_rules(at=MONDAY)
    for day in range(2, 12):
        make_point(cast, date(2020, 11, day))
    at = local(2020, 11, 9, 9)
    plan_reminders(at=at)
    send(at)
    found = audit_reminders(at=at)
    assert (found.hold, found.planned) == (True, Reminder.objects.count())
    assert Heartbeat.objects.get(name="reminders.audited").at == at


def test_the_audit_finds_what_was_never_planned_and_what_did_not_leave(cast: Cast) -> None:
    make_rule(cast)
    make_point(cast, date(2020, 11, 6))
    at = local(2020, 11, 5, 9)
    assert audit_reminders(at=at).missing == 1
    plan_reminders(at=at)
    found = audit_reminders(at=local(2020, 11, 5, 9, 30))
    assert (found.missing, found.overdue, found.hold) == (0, 1, False)
    waiting = Message.objects.filter(kind="cycle.digest")
    waiting.update(status="retry", attempts=3)
    assert audit_reminders(at=local(2020, 11, 5, 9, 30)).overdue == 1
    waiting.update(status="uncertain")
    found = audit_reminders(at=local(2020, 11, 5, 9, 30))
    assert (found.overdue, found.uncertain, found.hold) == (0, 1, False)


def test_a_stranger_does_not_see_what_is_due_in_a_restricted_dossier(
    cast: Cast, client: Client
) -> None:
    make_point(cast, date(2020, 11, 6))
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    client.force_login(cast.stranger, backend="coordination.people.backends.EmailBackend")
    assert client.get("/termijnen/").context["page"].rows == []


def test_a_form_with_an_unknown_placeholder_keeps_what_was_typed(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")
    sent = {**RuleFacts.values(GOOD), "text_nl": "Beste {naam}", "active": "on", "repeat": ""}
    answer = client.post("/termijnen/regels/nieuw/", sent)
    assert answer.status_code == 422
    assert answer.context["form"]["text_nl"].value() == "Beste {naam}"
