"""What an owner can answer from her mail: done, later, not mine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.moments import refuse_far
from coordination.mail.answers import (
    AnswerForm,
    AnswerVerb,
    NothingToAnswer,
    Shown,
    answers,
    offers,
)
from coordination.mail.models import Answer
from coordination.people.models import Recipient, User

from .forms import Native
from .models import ActionPoint, ActionStatus
from .permissions import answers_for
from .queries.answering import answer_lines, points_for, term_words
from .queries.owners import find_owner
from .services.answering import answer_done, answer_later, answer_not_mine, day_of
from .terms import Owner


class LaterForm(AnswerForm):
    until = forms.DateField(
        label=gettext_lazy("Ready on"), widget=Native(), validators=[refuse_far]
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)

    field_order = ("until", "reason", "on_behalf")


class NotMineForm(AnswerForm):
    """Whose it is: an organisation, or the address of a colleague."""

    owner = forms.CharField(
        label=gettext_lazy("Whose is it?"),
        max_length=254,
        help_text=gettext_lazy("A code like @SZW, or the e-mail address of a colleague."),
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    field_order = ("owner", "reason", "on_behalf")

    def clean_owner(self) -> Owner:
        """Nobody learns here who has an account: a mailbox names people of its own only."""
        typed = self.cleaned_data["owner"].strip()
        reader = self.recipient.user or _Nobody
        owner = find_owner(typed, reader=reader) or self._colleague(typed)
        if owner is None:
            raise ValidationError(_("Nobody is known by this name. Type @ and a code, like @VWS."))
        return owner

    def _colleague(self, typed: str) -> Owner | None:
        if self.recipient.mailbox is None or "\0" in typed:
            return None
        ours = User.objects.active().filter(organisation=self.recipient.mailbox)
        person = ours.select_related("organisation").filter(email__iexact=typed).first()
        return Owner(person.organisation, person=person) if person else None


class _Nobody:
    """A reader who knows the organisations and nobody else."""

    is_authenticated = False


def find(recipient: Recipient, key: UUID) -> Shown | None:
    """The point as the recipient may see it; refuses one that is closed or in other hands."""
    point = points_for(recipient).filter(pk=key).first()
    if point is None:
        return None
    if not answers_for(recipient, point):
        sentence = _("%(number)s is in other hands now: %(owner)s.")
        raise NothingToAnswer(sentence % {"number": point.number, "owner": point.owner_label})
    if point.status != ActionStatus.OPEN:
        sentence = _("%(number)s is no longer open: %(status)s.")
        words = {"number": point.number, "status": point.get_status_display()}
        raise NothingToAnswer(sentence % words)
    facts = (point.owner_label, term_words(point))
    return Shown(point.number, point.text, facts, point.version, point.dossier_id)


def done(answer: Answer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    version = data["version"]
    point = answer_done(point=_point(answer), version=version, answer=answer, at=at)
    return _("%(number)s is done.") % {"number": point.number}


def later(answer: Answer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    point = answer_later(
        point=_point(answer),
        version=data["version"],
        until=data["until"],
        reason=data["reason"],
        answer=answer,
        at=at,
    )
    words = {"number": point.number, "day": day_of(data["until"])}
    return _("%(number)s comes on %(day)s; that is noted.") % words


def not_mine(answer: Answer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    point = answer_not_mine(
        point=_point(answer),
        version=data["version"],
        to=data["owner"],
        reason=data["reason"],
        answer=answer,
        at=at,
    )
    if point.owner_label == data["owner"].label:
        return _("%(number)s is handed over.") % {"number": point.number}
    return _("The reservation on %(number)s is kept.") % {"number": point.number}


def offer(recipient: Recipient, keys: Iterable[UUID], at: datetime) -> dict[UUID, list[str]]:
    """The links in a reminder of these points."""
    return {UUID(key): lines for key, lines in answer_lines(recipient, keys, at=at).items()}


def _point(answer: Answer) -> ActionPoint:
    return points_for(answer.recipient).get(pk=answer.object_id)


offers.add("actions.point", offer)
answers.add(
    "actions.done",
    AnswerVerb(gettext_lazy("Done"), gettext_lazy("Is this done?"), find=find, do=done),
)
answers.add(
    "actions.later",
    AnswerVerb(
        gettext_lazy("Report this day"),
        gettext_lazy("When will it be ready?"),
        find=find,
        do=later,
        form=LaterForm,
        repeatable=True,
    ),
)
answers.add(
    "actions.not_mine",
    AnswerVerb(
        gettext_lazy("Pass it on"),
        gettext_lazy("Whose action point is this?"),
        find=find,
        do=not_mine,
        form=NotMineForm,
    ),
)
