"""Prints of a request for input: its page, and all replies in one file."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.actions.models import ActionPoint
from coordination.dossiers.asof import as_of
from coordination.dossiers.printed import print_page
from coordination.prints.registries import PrintKind, kinds

from .models import Contribution, Reply, closing_moment


def _rows(user: Any) -> QuerySet[Contribution]:
    if not user.may("contributions.read"):
        return Contribution.objects.none()
    return Contribution.objects.visible_to(user).select_related("action_point__body")


def _title(contribution: Contribution) -> str:
    return f"{contribution.number} {contribution.question.splitlines()[0]}"


def _since(user: Any, contribution: Contribution, at: datetime) -> Sequence[str] | None:
    if contribution.asked_at > at:
        return None
    return [*_of_point(contribution, at), *_of_replies(user, contribution, at)]


def _of_point(contribution: Contribution, at: datetime) -> Iterator[str]:
    now = contribution.action_point
    then = as_of(ActionPoint, at).filter(pk=now.pk).first()
    if then is None:
        return
    if closing_moment(then) != closing_moment(now):
        words = {"then": _moment(closing_moment(then)), "now": _moment(closing_moment(now))}
        yield _("Reply by: was %(then)s, is now %(now)s.") % words
    if then.status != now.status:
        words = {"then": then.get_status_display(), "now": now.get_status_display()}
        yield _("State: was %(then)s, is now %(now)s.") % words


def _of_replies(user: Any, contribution: Contribution, at: datetime) -> Iterator[str]:
    rows = Reply.objects.visible_to(user).filter(contribution=contribution)
    for reply in rows.select_related("organisation").order_by("at", "number", "pk"):
        words = {"who": reply.organisation.code, "reply": reply.get_verdict_display()}
        if reply.withdrawn_at is not None and reply.withdrawn_at > at >= reply.at:
            yield _("%(who)s took its reply back.") % words
        elif reply.withdrawn_at is None and reply.at > at:
            moment = {"moment": _moment(reply.at)}
            yield _("%(who)s replied on %(moment)s: %(reply)s.") % {**words, **moment}


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


kinds.add(
    "contributions.contribution",
    PrintKind(2, Contribution, gettext_lazy("Request for input"), _rows, _title, _since),
)
ASKED = gettext_lazy("Requests for input")
print_page("contributions:list", ASKED, "contributions.read", "contributions.")
