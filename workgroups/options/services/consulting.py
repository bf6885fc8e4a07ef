"""Others are asked which variant is missing, by a closing date ("welke mis ik?")."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.actions.terms import Term
from coordination.audit.deeds import deed
from coordination.contributions.models import AnswerForm
from coordination.contributions.services import Question, ask_with_point
from coordination.contributions.terms import Before
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.people.models import Body, Organisation, User

from ..models import EarlierConsultation, OptionSet, Remark, Variant
from ..permissions import can_keep, can_respond
from .answering import answer_for
from .saving import keep, lock_options, note, refuse_chosen, refuse_removed


class ConsultedAlready(Refusal):
    """One consultation of a question runs at a time."""

    status = 409


@deed
def consult(
    *,
    options: OptionSet,
    term: Term | Before,
    version: int,
    by: User,
    at: datetime,
    question: str = "",
    body: Body | None = None,
    members: Sequence[Organisation] = (),
) -> OptionSet:
    """A request for input to these organisations, or to the members of the body, in its dossier.

    They add variants and remarks here, or reply in text, until it closes. One that closed before
    stays with its answers. Refuses while one runs, without variants, after the choice, and what
    ask_with_point refuses.
    """
    options = lock_options(options, by, version=version)
    if options.consultation is not None and options.consultation.is_open:
        raise ConsultedAlready(_("A consultation runs already; close it first."))
    if not options.variants.filter(removed_at=None).exists():
        raise Refusal(_("Add a variant first; then ask which one is missing."))
    asked = checked(question, "question") or str(
        _("Which variant is missing? %(question)s") % {"question": options.question}
    )
    if options.consultation is not None:
        EarlierConsultation.objects.create(options=options, contribution=options.consultation)
    options.consultation = ask_with_point(
        dossier=options.dossier,
        question=Question(asked[:4000], AnswerForm.TEXT),
        term=term,
        body=body,
        members=members,
        by=by,
        at=at,
    )
    keep(options, by=by, at=at)
    note("consulted", options, by=by, at=at, contribution=options.consultation.pk)
    return options


@deed
def add_remark(
    *,
    options: OptionSet,
    text: str,
    by: User,
    at: datetime,
    variant: Variant | None = None,
) -> Remark:
    """Of one variant or of the question; it answers the consultation for her organisation.

    Refuses outside a consultation but for who keeps the question, and after the choice.
    """
    options = locked(options)
    if not can_keep(by, options) and not can_respond(by, options, at=at):
        raise NotAllowed(_("Remarks are made by who is consulted, until the consultation closes."))
    refuse_chosen(options)
    if variant is not None and variant.options_id != options.pk:
        raise Refusal(_("Choose a variant of this question."), field="variant")
    made = Remark.objects.create(
        options=options,
        variant=variant,
        text=checked(text, "text", needed=_("Type your remark.")),
        organisation=by.organisation,
        at=at,
        by=by,
    )
    if options.is_consulted(at):
        answer_for(options, made.text, by=by, at=at)
    note("remark_added", options, by=by, at=at, remark=made.pk, variant=variant, text=made.text)
    return made


@deed
def take_back_remark(*, remark: Remark, by: User, at: datetime) -> Remark:
    """Who made it takes it back, until the choice; it is not shown any more."""
    options = locked(remark.options)
    remark = locked(remark)
    if remark.by_id != by.pk and not can_keep(by, options):
        raise NotAllowed(_("Only who made the remark takes it back."))
    refuse_chosen(options)
    refuse_removed(remark, removed=False)
    remark.removed_at, remark.removed_by = at, by
    remark.save()
    note("remark_taken_back", options, by=by, at=at, remark=remark.pk)
    return remark
