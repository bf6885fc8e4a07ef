"""What is due, the rules of reminders, later until, and what is raised."""

from typing import Any

from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.cycle.models import Reminder, ReminderRule
from coordination.cycle.row_forms import stands
from coordination.cycle.services.reminders.defaults import load_rules
from coordination.people.services import recipient_for

from ..rows import Case, Row, by_operator, by_owner, in_dossier
from ..scenes import NOW, Where, fresh


def rule(case: Case) -> dict[str, Any]:
    load_rules(at=NOW)
    return {"pk": ReminderRule.objects.order_by("created_at", "pk")[0].pk}


def reminder(case: Case) -> dict[str, Any]:
    made, _new = Reminder.objects.get_or_create(
        recipient=recipient_for(case.owner),
        kind="actions.point",
        item=case.scene.point.pk,
        item_version=1,
        cause="sweep",
        defaults={"falls_at": NOW, "at_once": False},
    )
    return {"pk": made.pk}


def words(case: Case) -> dict[str, Any]:
    return {
        "kind": "actions.point",
        "number": "2",
        "unit": "working_days",
        "side": "before",
        "audience": "owner",
        "subject_nl": "Nodig op {due}",
        "text_nl": "Denk aan {what}.",
        "subject_en": "Due on {due}",
        "text_en": "Think of {what}.",
        "note": "",
        "active": "on",
    }


def changed(case: Case) -> dict[str, Any]:
    found = ReminderRule.objects.get(**rule(case))
    return {**words(case), "version": found.version}


def point(case: Case) -> dict[str, Any]:
    return {"kind": "actions.point", "pk": case.scene.point.pk}


def deadline(case: Case) -> dict[str, Any]:
    return {"kind": "cycle.deadline", "pk": case.scene.deadline.pk}


def is_in(case: Case) -> dict[str, Any]:
    return {**stands(fresh(case.scene.deadline)), "state": "met"}


def hers(case: Case) -> None:
    ActionPoint.objects.filter(pk=case.scene.point.pk).update(
        owner_person=case.owner, owner_post=None, due_on=timezone.localdate(NOW).replace(day=30)
    )


def own_point(case: Case) -> dict[str, Any]:
    """Hers already when she opens the form, where she may see it."""
    if case.where in {Where.OWN, Where.FOREIGN}:
        hers(case)
    return point(case)


def late(case: Case) -> None:
    ActionPoint.objects.filter(pk=case.scene.point.pk).update(
        due_on=timezone.localdate(NOW).replace(month=10)
    )


def until(case: Case) -> dict[str, Any]:
    return {"until": "2020-11-05"}


def to_keeper(case: Case) -> dict[str, Any]:
    return {"person": case.scene.keeper.email, "reason": "De termijn nadert"}


def api_words(case: Case) -> dict[str, Any]:
    return {**words(case), "number": 2, "active": True}


def api_changed(case: Case) -> dict[str, Any]:
    found = ReminderRule.objects.get(**rule(case))
    return {"text_nl": "Vergeet {what} niet.", "If-Match": found.version}


ROWS = {
    "due:list": Row(),
    "api:due-list list": Row(),
    "due:rules": Row(),
    "due:rule_new": Row(post=words),
    "due:rule": Row(rule, by_operator, post=changed),
    "api:reminder-list list": Row(),
    "api:reminder-detail retrieve": Row(reminder, by_owner),
    "api:reminder-rule-list list": Row(),
    "api:reminder-rule-list create": Row(post=api_words),
    "api:reminder-rule-detail retrieve": Row(rule, by_operator),
    "api:reminder-rule-detail partial_update": Row(rule, by_operator, post=api_changed),
    "api:reminder-rule-preview preview": Row(rule, by_operator, before=hers),
    "due:change": Row(deadline, in_dossier, post=is_in),
    "due:later": Row(own_point, in_dossier, post=until),
    "due:raise": Row(point, in_dossier, post=to_keeper, before=late),
}
