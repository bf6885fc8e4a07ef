"""What is replied from a mail: input with or without a file; in a round agreed, objection, n/a."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.actions.models import ActionPart
from coordination.kit import clock
from coordination.mail.answers import (
    AnswerForm,
    AnswerVerb,
    NothingToAnswer,
    Shown,
    answers,
    offers,
)
from coordination.mail.models import Answer as MailAnswer
from coordination.people.models import Recipient

from .forms import ReplyForm, answer_in, long_text
from .models import Contribution, Reply, Verdict
from .permissions import replies_for
from .queries.answering import asked_in_words, closes_in_words, offer, parts_for
from .queries.listing import moment_passed
from .services import Answer, reply_from_mail
from .services.saving import standing_reply


class InputForm(ReplyForm, AnswerForm):
    """The reply as in the app, and who answers for a mailbox."""

    field_order = ("verdict", "text", "proposed", "upload", "drop_file", "on_behalf")

    def __init__(self, *args: Any, shown: Shown, **more: Any) -> None:
        asked = _asked(shown.noun)
        before = standing_reply(asked, shown.noun.organisation)
        has_file = before is not None and before.file is not None
        super().__init__(
            *args,
            contribution=asked,
            organisation=shown.noun.organisation,
            has_file=has_file,
            shown=shown,
            **more,
        )


class AgreeForm(AnswerForm):
    text = long_text(
        gettext_lazy("Remarks"),
        4,
        required=False,
        help_text=gettext_lazy("Not needed: agreed is agreed. What you type goes along with it."),
    )

    field_order = ("text", "on_behalf")


class NotApplicableForm(AnswerForm):
    text = long_text(
        gettext_lazy("Remarks"),
        2,
        required=False,
        help_text=gettext_lazy("Not needed."),
    )

    field_order = ("text", "on_behalf")


class ObjectForm(AnswerForm):
    text = long_text(gettext_lazy("Why"), 4)

    field_order = ("text", "on_behalf")


def find(recipient: Recipient, key: UUID) -> Shown | None:
    """The request as it was put to her organisation, with what that replied before."""
    part = parts_for(recipient).filter(pk=key).first()
    if part is None or not replies_for(recipient, part):
        return None
    asked = _asked(part)
    if not asked.is_open:
        raise NothingToAnswer(_whom_to_ask(asked))
    before = standing_reply(asked, part.organisation)
    return Shown(
        number=asked.number,
        text=asked.question,
        facts=tuple(_facts(asked, part, recipient)),
        version=part.version,
        dossier=asked.action_point.dossier_id,
        answered=_answered(before) if before else "",
        said=_said(before, asked),
        noun=part,
    )


def find_round(recipient: Recipient, key: UUID) -> Shown | None:
    """The same where it is a written round: only there one agrees or objects."""
    shown = find(recipient, key)
    return shown if shown and _asked(shown.noun).is_round else None


def find_input(recipient: Recipient, key: UUID) -> Shown | None:
    shown = find(recipient, key)
    return shown if shown and not _asked(shown.noun).is_round else None


def give(mail: MailAnswer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    reply = _reply(mail, shown, data, answer_in(data), at)
    words = {"number": shown.number, "code": reply.organisation.code}
    if reply.late:
        return _("The reply of %(code)s to %(number)s is in, and marked late.") % words
    return _("The reply of %(code)s to %(number)s is in.") % words


def agree(mail: MailAnswer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    verdict = Verdict.REMARKS if data["text"].strip() else Verdict.AGREE
    _reply(mail, shown, data, Answer(data["text"], verdict), at)
    return _("%(code)s agrees with %(number)s.") % _named(shown)


def say_not_applicable(mail: MailAnswer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    _reply(mail, shown, data, Answer(data["text"], Verdict.NOT_APPLICABLE), at)
    return _("%(number)s does not concern %(code)s: noted.") % _named(shown)


def object_to(mail: MailAnswer, shown: Shown, data: dict[str, Any], at: datetime) -> str:
    _reply(mail, shown, data, Answer(data["text"], Verdict.OBJECT), at)
    said = _("The objection of %(code)s to %(number)s is in; who asked is told at once.")
    return said % _named(shown)


def _reply(
    mail: MailAnswer, shown: Shown, data: dict[str, Any], answer: Answer, at: datetime
) -> Reply:
    return reply_from_mail(
        part=shown.noun, version=data["version"], answer=answer, mail=mail, at=at
    )


def _named(shown: Shown) -> dict[str, str]:
    return {"number": shown.number, "code": shown.noun.organisation.code}


def _asked(part: ActionPart) -> Contribution:
    found: Contribution = part.action_point.contribution
    return found


def _facts(asked: Contribution, part: ActionPart, recipient: Recipient) -> list[str]:
    facts = [asked.instructions] if asked.instructions else []
    facts.append(asked_in_words(asked))
    due = (
        _("Reply by %(moment)s.") if recipient.mailbox else _("For %(code)s. Reply by %(moment)s.")
    )
    facts.append(due % {"code": part.organisation.code, "moment": closes_in_words(asked)})
    if moment_passed(asked, now=clock.now()):
        facts.append(_("The moment has passed; a reply is still taken, and marked late."))
    elif asked.is_round:
        facts.append(_("No answer by then counts as agreed."))
    elif asked.is_shared:
        facts.append(_("No answer is no agreement."))
    return facts


def _answered(before: Reply) -> str:
    """What stands, in words: who, when, what, and the name of the file."""
    local = timezone.localtime(before.at)
    when = f"{date_format(local, 'l j F')}, {local:%H.%M}"
    head = _("Replied on %(when)s by %(who)s. A new reply replaces it.")
    lines = [head % {"when": when, "who": before.said_by}]
    if before.verdict != Verdict.ANSWER:
        lines.append(str(before.get_verdict_display()).capitalize())
    lines.append(before.text)
    if before.proposed:
        lines.append(_("Proposed text: %(text)s") % {"text": before.proposed})
    lines.append(_("File: %(name)s") % {"name": before.file.name} if before.file else "")
    return "\n".join(filter(None, lines))


def _said(before: Reply | None, asked: Contribution) -> dict[str, Any]:
    """What the form starts with; in a round each link says one thing, and starts empty."""
    if asked.is_round:
        return {"on_behalf": before.answer.on_behalf} if before and before.answer else {}
    if before is None:
        return {} if asked.is_shared else {"verdict": Verdict.ANSWER}
    named = before.answer.on_behalf if before.answer else ""
    said = {"verdict": before.verdict, "text": before.text, "proposed": before.proposed}
    return said | {"on_behalf": named}


def _whom_to_ask(asked: Contribution) -> str:
    owner = asked.action_point.owner_organisation
    who = ", ".join(filter(None, [asked.asked_by.label, owner.mailbox]))
    return _("%(number)s is closed; nothing more is taken. Ask %(who)s.") % {
        "number": asked.number,
        "who": who,
    }


offers.add("actions.part", offer)
answers.add(
    "contributions.input",
    AnswerVerb(
        gettext_lazy("Send the reply"),
        gettext_lazy("What is your input?"),
        find=find_input,
        do=give,
        form=InputForm,
        repeatable=True,
    ),
)
# what a round is answered with: under which name, button, question, deed and form
for name, label, question, do, form in (
    ("agree", gettext_lazy("Agreed"), gettext_lazy("Do you agree?"), agree, AgreeForm),
    (
        "object",
        gettext_lazy("Object"),
        gettext_lazy("What is your objection?"),
        object_to,
        ObjectForm,
    ),
    (
        "not_applicable",
        gettext_lazy("Not applicable"),
        gettext_lazy("Does this not concern you?"),
        say_not_applicable,
        NotApplicableForm,
    ),
):
    verb = AnswerVerb(label, question, find=find_round, do=do, form=form, repeatable=True)
    answers.add(f"contributions.{name}", verb)
