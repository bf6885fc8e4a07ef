"""What the verbs of the planning share: the team under lock, the checks, the row it is found by."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.templatetags.ui import full_day
from coordination.kit.text import refuse_unsafe
from coordination.meetings.models import Meeting
from coordination.papers.models import PaperVersion
from coordination.people.models import User
from coordination.search.services import Findable, index_again
from workgroups.teams.models import Team

from ..facts import MilestoneFacts
from ..models import Milestone, Product
from ..permissions import can_plan
from ..spans import Span


class OutsideTheTeam(Refusal):
    """A team plans within its own time."""


class IsDone(Refusal):
    """What was delivered or dropped is opened again before it changes."""

    status = 409


def locked_plan(team: Team, by: User) -> Team:
    """The team as it stands, locked, so that its plan changes one deed at a time."""
    found = locked(team)
    if not can_plan(by, found):
        raise NotAllowed(_("Only who writes in the team's dossier plans for it."))
    return found


def lock_team(team: Team, by: User) -> Team:
    """The same of a team that stands: of one that was wound up only its products still change."""
    found = locked_plan(team, by)
    if not found.stands:
        raise IsDone(_("This team was wound up; nothing in it changes any more."))
    return found


def lock_product(product: Product, version: int | None, by: User) -> Product:
    """The product under lock, after its team; refuses an old version."""
    team = locked_plan(product.line.team, by)
    found = locked(product)
    found.line.team = team
    if version is not None:
        refuse_stale(found, version)
    return found


def lock_milestone(milestone: Milestone, version: int, by: User) -> Milestone:
    """The milestone under lock; refuses an old version, and one of a product that is done."""
    product = lock_product(milestone.product, None, by)
    found = locked(milestone)
    found.product = product
    refuse_stale(found, version)
    if product.is_done:
        raise IsDone(_("This product is delivered or dropped. Open it again first."))
    return found


def plain(text: str, field: str, *, longest: int, needed: Any = "") -> str:
    """The text as it may be kept; `needed` is the sentence for one that is empty."""
    cleaned = text.strip()
    if longest <= 300:
        cleaned = " ".join(cleaned.split())
    if needed and not cleaned:
        raise Refusal(needed, field=field)
    for sentence in refuse_unsafe(cleaned, longest=longest):
        raise Refusal(sentence, field=field)
    return cleaned


def fitting(team: Team, facts: MilestoneFacts, by: User) -> Span | None:
    """The days of the milestone, within the life of the team; the day of its meeting if it has one.

    Refuses a meeting that `by` may not see, that was cancelled or is another body's.
    """
    meeting = facts.meeting
    if meeting is None:
        span = facts.span
    else:
        standing = Meeting.objects.visible_to(by).standing().filter(pk=meeting.pk)
        if not standing.exists():
            raise Refusal(_("Choose a meeting that you may see."), field="meeting")
        if facts.body is None or meeting.body_id != facts.body.pk:
            raise Refusal(_("Choose a meeting of the body it goes to."), field="meeting")
        span = span_of(meeting)
    return within(team, span) if span is not None else None


def span_of(meeting: Meeting) -> Span:
    day = timezone.localdate(meeting.starts_at)
    return Span(day, day)


def within(team: Team, span: Span) -> Span:
    """The days within the time of the team; of words like dec/jan those that are left of them."""
    end = team.ends_on
    if span.words and end is not None and span.starts_on <= end < span.due_on:
        span = replace(span, due_on=end)
    refuse_outside(team, span)
    return span


def refuse_outside(team: Team, span: Span, field: str = "due") -> None:
    """Its last day lies between the first and the last day of the team.

    What a team left behind when it was wound up may come later.
    """
    if team.stands and team.ends_on is not None and span.due_on > team.ends_on:
        sentence = _(
            "%(team)s works until %(end)s; %(due)s comes after it. Choose an earlier day, or let "
            "the team end later."
        )
        said = {"team": team.code, "end": full_day(team.ends_on), "due": full_day(span.due_on)}
        raise OutsideTheTeam(sentence % said, field=field)
    if span.due_on < team.starts_on:
        sentence = _("%(team)s starts on %(start)s; %(due)s comes before it. Choose a later day.")
        said = {"team": team.code, "start": full_day(team.starts_on), "due": full_day(span.due_on)}
        raise OutsideTheTeam(sentence % said, field=field)


def put_span(milestone: Milestone, span: Span | None) -> None:
    """Its days; the version of its date goes up where the last day changes."""
    if milestone.pk and milestone.due_on != (span.due_on if span else None):
        milestone.due_version += 1
    milestone.starts_on = span.starts_on if span else None
    milestone.due_on = span.due_on if span else None
    milestone.due_words = span.words if span else ""


def next_position(rows: Any) -> int:
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def keep(noun: Any, *, by: User, at: datetime) -> None:
    """Save what changed as its next version."""
    noun.version += 1
    save_as(noun, by=by, at=at)


def last_version(product: Product) -> PaperVersion | None:
    """The newest version of its paper; none where that was removed."""
    if product.paper is None or product.paper.removed_at is not None:
        return None
    found: PaperVersion | None = product.paper.versions.order_by("-number").first()
    return found


def index(product: Product, *, at: datetime) -> None:
    """The row by which the product is found, its milestones with it."""
    team = product.line.team
    titles = " ".join(product.milestones.order_by("position").values_list("title", flat=True))
    index_again(
        Findable(
            product,
            team.dossier,
            product.title,
            f"{product.text} {product.line.title} {titles}",
            product.get_absolute_url(),
            f"{team.code} · {product.line.title}",
        ),
        at=at,
    )


def note(verb: str, noun: Any, team: Team, *, by: Any, at: datetime, **said: Any) -> None:
    record(f"planning.{verb}", noun, by=by, at=at, dossier=team.pk, team=team.code, **said)
