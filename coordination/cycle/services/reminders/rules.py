"""Rules of reminders are added and changed by a coordinator."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.kit.workdays import Unit
from coordination.people.models import User

from ...due import due_items
from ...models import Audience, ReminderRule, Side
from ...models.reminders import FARTHEST
from ...wording import check_placeholders
from ..keeping import plain, required, values_of


@dataclass(frozen=True)
class RuleFacts:
    """What a rule says: about what, how long before or after, to whom, in which words."""

    kind: str
    number: int
    subject_nl: str
    subject_en: str
    text_nl: str
    text_en: str
    unit: str = Unit.WORKING_DAYS
    side: str = Side.BEFORE
    audience: str = Audience.OWNER
    repeat: bool = False
    active: bool = True
    note: str = ""

    @classmethod
    def names(cls) -> list[str]:
        return [one.name for one in fields(cls)]

    def safe(self) -> "RuleFacts":
        self._refuse_kind()
        self._refuse_offset()
        self._refuse_everyone()
        words: dict[str, Any] = {
            name: required(getattr(self, name), field=name, longest=longest)
            for name, longest in (
                ("subject_nl", 150),
                ("subject_en", 150),
                ("text_nl", 2000),
                ("text_en", 2000),
            )
        }
        for name, text in words.items():
            check_placeholders(text, field=name)
        return replace(self, **words, note=plain(self.note, field="note", longest=200))

    def _refuse_kind(self) -> None:
        for field, value, known in (
            ("kind", self.kind, due_items.names()),
            ("unit", self.unit, Unit.values),
            ("side", self.side, Side.values),
            ("audience", self.audience, Audience.values),
        ):
            if value not in known:
                raise Refusal(_("Choose one of the list."), field=field)

    def _refuse_offset(self) -> None:
        if self.number < 1:
            raise Refusal(
                _("Zero is the deadline itself. Remind at least one hour or day before or after."),
                field="number",
            )
        most = FARTHEST[Unit(self.unit)]
        if self.number > most:
            raise Refusal(
                _("That is too far away: at most %(most)d.") % {"most": most}, field="number"
            )

    def _refuse_everyone(self) -> None:
        if self.repeat and self.side == Side.BEFORE:
            raise Refusal(_("Only what is late is said again every day."), field="repeat")
        if self.repeat and self.audience == Audience.MEMBERS:
            raise Refusal(
                _("This would mail every member every day. Say it once, or only to who owes it."),
                field="repeat",
            )

    def values(self) -> dict[str, Any]:
        return dict(vars(self))


@deed
def add_rule(*, facts: RuleFacts, by: User | None, at: datetime) -> ReminderRule:
    """A rule that holds from the next run of the planner on.

    Refuses an offset of zero, a placeholder that is unknown, and mail to everyone every day.
    """
    if by is not None:  # what comes with an installation has no author
        _refuse_others(by)
    made = ReminderRule(**facts.safe().values(), created_at=at, created_by=by)
    save_as(made, by=by, at=at)
    record("cycle.rule_added", made, by=by, at=at, about=made.kind, audience=made.audience)
    return made


@deed
def change_rule(
    *, rule: ReminderRule, facts: RuleFacts, version: int, by: User, at: datetime
) -> ReminderRule:
    """The rule with these facts; what it planned before stands. Refuses as add_rule does."""
    _refuse_others(by)
    rule = ReminderRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if rule.version != version:
        raise Stale(
            _("Somebody else changed this first. Both stand here; choose or combine them."),
            current=rule,
        )
    values = facts.safe().values()
    changed = changes(values_of(rule, tuple(values)), values)
    for name, value in values.items():
        setattr(rule, name, value)
    rule.version += 1
    save_as(rule, by=by, at=at)
    record("cycle.rule_changed", rule, by=by, at=at, **changed)
    return rule


def _refuse_others(by: User) -> None:
    if not by.may("cycle.remind"):
        raise NotAllowed(_("Only a coordinator keeps the rules of reminders."))
