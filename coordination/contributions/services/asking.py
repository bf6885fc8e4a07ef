"""Ask the organisations of an action point for input; or make the point with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint, ActionStatus, Verb
from coordination.actions.services import add_action_point
from coordination.actions.services.saving import tell
from coordination.actions.terms import Owner, Term
from coordination.audit.deeds import deed
from coordination.decisions.permissions import can_record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import AgendaItem
from coordination.people.models import Body, BodyMember, MemberRole, Organisation, User

from ..models import AnswerForm, Contribution, closing_moment
from ..terms import Before
from .letters import ASKED, write_to
from .saving import ask_to_steer, checked, index, note

OUTSIDE = (MemberRole.AGENDA_MEMBER, MemberRole.IN_COPY)


class CannotBeAsked(Refusal):
    """Asked already, asked of nobody, or no longer open."""

    status = 409


class NotThisItem(Refusal):
    """A request about an item is of its dossier, and counted back from no other meeting."""


class NoRound(Refusal):
    """A written round ends in a decision, so its body must be able to take one."""


@dataclass(frozen=True)
class Question:
    """What is asked and how it is to be answered."""

    text: str
    form: AnswerForm = AnswerForm.BOTH
    instructions: str = ""


@deed
def ask_contribution(
    *, point: ActionPoint, question: Question, by: User, at: datetime
) -> Contribution:
    """The request that carries out an open point of all members; each of them is mailed.

    Refuses a point that is not open, that nobody has a part in or that was asked already, and a
    written round without a body, without the right to record its decision, or in the past.
    """
    return _ask(locked(point), question, by=by, at=at)


@deed
def ask_with_point(
    *,
    dossier: Dossier,
    question: Question,
    term: Term | Before,
    by: User,
    at: datetime,
    body: Body | None = None,
    members: Sequence[Organisation] = (),
    item: AgendaItem | None = None,
) -> Contribution:
    """A new point with its request; without `members` all organisations of the body are asked.

    A term counted back from a meeting moves along with it. Refuses an `item` of another dossier
    or of another meeting than that.
    """
    before = term if isinstance(term, Before) else None
    if item is not None:
        _refuse_item(item, dossier, before, by)
    owner = Owner(body.organisation if body else by.organisation)
    asked = list(members) or (_members(body, owner.organisation, at) if body else [])
    if not asked:
        raise CannotBeAsked(_("Nobody is asked yet. Name organisations."), field="members")
    text = checked(question.text, "question", needed=_("Type what you ask."))
    point = add_action_point(
        dossier=dossier,
        body=body,
        text=text,
        owner=owner,
        term=term.term(by=by, at=at) if isinstance(term, Before) else term,
        members=asked,
        by=by,
        at=at,
    )
    if closing_moment(point) <= at:
        field = "number" if before else "due"
        raise Refusal(_("That moment has passed already."), field=field)
    return _ask(point, question, before, item, by=by, at=at)


def _ask(
    point: ActionPoint,
    question: Question,
    before: Before | None = None,
    item: AgendaItem | None = None,
    *,
    by: User,
    at: datetime,
) -> Contribution:
    ask_to_steer(point, by)
    _refuse_unaskable(point)
    if question.form == AnswerForm.WRITTEN_ROUND:
        _refuse_round(point, by, at)
    made = Contribution(
        action_point=point,
        question=checked(question.text, "question", needed=_("Type what you ask.")),
        instructions=checked(question.instructions, "instructions"),
        form=question.form,
        asked_at=at,
        asked_by=by,
        meeting=before.meeting if before else None,
        item=item,
        offset_number=before.offset.number if before else None,
        offset_unit=before.offset.unit if before else "",
    )
    save_as(made, by=by, at=at)
    tell(Verb.ASKED, point, by=by, at=at, version=0, part=True)
    asked = [part.organisation for part in point.parts.select_related("organisation")]
    write_to(made, asked, kind=ASKED, key=str(made.pk), at=at)
    index(made, at=at)
    note("asked", made, by=by, at=at, form=made.form, organisations=len(asked))
    return made


def _refuse_unaskable(point: ActionPoint) -> None:
    if point.status != ActionStatus.OPEN:
        raise CannotBeAsked(_("This action point is no longer open; reopen it first."))
    if Contribution.objects.filter(action_point=point).exists():
        raise CannotBeAsked(_("This action point has a request for input already."))
    if not point.parts.exists():
        raise CannotBeAsked(_("This action point was not asked of all members."))


def _refuse_item(item: AgendaItem, dossier: Dossier, before: Before | None, by: User) -> None:
    if not AgendaItem.objects.visible_to(by).present().filter(pk=item.pk).exists():
        raise NotAllowed(_("Choose an agenda item that you may see."), field="item")
    if item.dossier_id != dossier.pk:
        sentence = _("This item belongs to another dossier; choose that dossier.")
        raise NotThisItem(sentence, field="dossier")
    if before is not None and before.meeting.pk != item.meeting_id:
        sentence = _("This item stands on another meeting; count back from that one.")
        raise NotThisItem(sentence, field="meeting")


def _refuse_round(point: ActionPoint, by: User, at: datetime) -> None:
    if point.body is None:
        raise NoRound(_("A written round needs the body that decides."), field="body")
    if not can_record(by, taken_by=point.body, dossier=point.dossier):
        sentence = _("Only the secretary or the chair of the body holds a written round.")
        raise NoRound(sentence, field="form")
    if closing_moment(point) <= at:
        raise NoRound(_("The term has passed already; move the action point first."), field="form")


def _members(body: Body, owner: Organisation, at: datetime) -> list[Organisation]:
    """Those with a member who takes part, without the organisation that asks."""
    rows = BodyMember.objects.present(timezone.localdate(at)).filter(body=body)
    ids = rows.exclude(role__in=OUTSIDE).exclude(organisation=owner).values("organisation")
    return list(Organisation.objects.filter(pk__in=ids, active=True).order_by("code"))
