"""What can be answered from a mail. Each app registers its verbs in its own answers.py.

    answers.add("actions.done", AnswerVerb(_("Done"), _("Is this done?"), find=find, do=do))

A verb is one deed to one object. `find` gives what the page shows, only what the recipient may
see: None where that is nothing, and a Refusal with a sentence where there is nothing left to
answer. `do` does it in the transaction of the answer; the record names the recipient.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordination.kit.forms import Versioned
from coordination.kit.refusals import Refusal
from coordination.kit.registry import Registry
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Recipient

from .models import Answer


@dataclass(frozen=True)
class Shown:
    """The object as it stands: its number, its words, what else is good to know, its version.

    `answered` tells what was answered before and can be answered anew, `said` fills the form with
    it; `noun` is the object itself, for the form and the deed of its own verb.
    """

    number: str
    text: str
    facts: tuple[str, ...] = ()
    version: int = 0
    dossier: UUID | None = None
    answered: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    noun: Any = None


class AnswerForm(Versioned, forms.Form):
    """What is asked beside the button. A mailbox also says who it is that answers."""

    on_behalf = forms.CharField(
        label=_("Your name and function"),
        max_length=120,
        help_text=_("This link belongs to a mailbox; the record keeps who answered for it."),
    )

    def __init__(self, *args: Any, recipient: Recipient, shown: Shown, **more: Any) -> None:
        more["initial"] = {"version": shown.version, **shown.said}
        super().__init__(*args, **more)
        self.recipient, self.shown = recipient, shown
        if recipient.user:
            del self.fields["on_behalf"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, value in list(cleaned.items()):
            for sentence in refuse_unsafe(value) if isinstance(value, str) else ():
                self.add_error(name, str(sentence))
        return cleaned | {"version": self.version}

    def said_by(self, current: Any) -> dict[str, Any]:
        """What stands there now is told above the form."""
        return {}


class NothingToAnswer(Refusal):
    """It is closed, withdrawn or in other hands by now; the sentence says which."""

    status = 410


@dataclass(frozen=True)
class AnswerVerb:
    """`find(recipient, key)` and `do(answer, shown, data, at)`, which gives a sentence back.

    `label` stands on the button, `question` above the object. A verb that may be done more than
    once with the same link is `repeatable`.
    """

    label: str | Promise
    question: str | Promise
    find: Callable[[Recipient, UUID], Shown | None]
    do: Callable[[Answer, Shown, dict[str, Any], datetime], str | Promise]
    form: type[AnswerForm] = AnswerForm
    repeatable: bool = False


answers: Registry[AnswerVerb] = Registry("answers")

Offer = Callable[[Recipient, Iterable[UUID], datetime], dict[UUID, list[str]]]
offers: Registry[Offer] = Registry("offers of answers")
"""By the kind of what is due: of those she answers for, the lines with links to answer by."""


def offered(
    recipient: Recipient, kind: str, keys: Iterable[UUID], *, at: datetime
) -> dict[UUID, list[str]]:
    """The lines for a reminder of these; nothing for a kind that is not answered from the mail."""
    return offers[kind](recipient, keys, at) if kind in offers else {}
