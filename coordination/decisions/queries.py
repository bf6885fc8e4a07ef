"""The register: what was decided, by whom and when, and what it can be narrowed by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.dossiers.asof import as_of
from coordination.dossiers.models import Dossier
from coordination.kit.refusals import Refusal

from .models import Decision, DecisionStatus, Result

NUMBER = re.compile(r"([\w&.-]+)-(\d{4})-(\d{1,6})")
MOST = 20_000
OFFERED = 200


@dataclass(frozen=True)
class Filters:
    """Empty fields do not narrow. `body` is a code, `dossier` a number; the days are inclusive."""

    text: str = ""
    body: str = ""
    dossier: str = ""
    result: str = ""
    status: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        result, status = query.get("result", ""), query.get("status", "")
        shown = {DecisionStatus.CIRCULATED, DecisionStatus.RECORDED}
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:200],
            body=query.get("body", "").replace("\0", "").strip()[:40],
            dossier=query.get("dossier", "").strip()[:20],
            result=result if result in Result.values else "",
            status=status if status in shown else "",
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
        )

    def address(self, **changed: Any) -> str:
        """The query string of these filters, with `changed` in their place."""
        wanted, query = replace(self, **changed), QueryDict(mutable=True)
        for name in ("text", "body", "dossier", "result", "status", "since", "until"):
            if value := getattr(wanted, name):
                query["q" if name == "text" else name] = str(value)
        return query.urlencode()

    @property
    def narrows(self) -> bool:
        return self != type(self)()


def list_decisions(user: Any, wanted: Filters) -> "QuerySet[Any]":
    """What she may see that matches, newest first."""
    found = Decision.objects.visible_to(user)
    if wanted.body:
        code = Q(body__code__iexact=wanted.body) | Q(post__code__iexact=wanted.body)
        found = found.filter(code)
    if wanted.dossier:
        found = found.filter(dossier__in=_dossiers(user, wanted.dossier))
    if wanted.result:
        found = found.filter(result=wanted.result)
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.since:
        found = found.filter(taken_on__gte=wanted.since)
    if wanted.until:
        found = found.filter(taken_on__lte=wanted.until)
    named: QuerySet[Any] = found.filter(_about(wanted.text)).select_related(
        "body", "post", "dossier", "referred_to"
    )
    return named.order_by("-taken_on", "-serial", "pk")


def decision_as_of(decision: Decision, at: datetime) -> Decision | None:
    """The decision as it stood at `at`; None while it was being written."""
    found: Decision | None = as_of(Decision, at).filter(id=decision.pk).first()
    return found


def versions_of(decision: Decision) -> "QuerySet[Any]":
    """Every version that was kept, newest first."""
    rows: QuerySet[Any] = Decision.history.filter(id=decision.pk)
    return rows.select_related("history_user").order_by("-version", "-history_date")


def proposed_for(user: Any) -> "QuerySet[Any]":
    """Replacements that wait for a second person, in dossiers she may see."""
    if not user.may("decisions.replace"):
        return Decision.objects.none()
    seen = Dossier.objects.visible_to(user).values("pk")
    found: QuerySet[Any] = Decision.objects.proposed().filter(dossier__in=seen)
    return found.select_related("body", "post", "replaces").order_by("proposed_at", "pk")


HEAD: tuple[str | Promise, ...] = (
    gettext_lazy("Number"),
    gettext_lazy("Taken by"),
    gettext_lazy("Taken on"),
    gettext_lazy("Name of outcome"),
    gettext_lazy("Result"),
    gettext_lazy("Text"),
    gettext_lazy("Reason"),
    gettext_lazy("Alternatives"),
    gettext_lazy("Reservations"),
    gettext_lazy("Review on"),
    gettext_lazy("Status"),
    gettext_lazy("Distribution"),
    gettext_lazy("Dossier"),
)


class TooMany(Refusal):
    """A sheet of everything serves nobody and holds up the others."""


def decisions_to_name(user: Any, dossier: Dossier) -> "QuerySet[Any]":
    """Those a form offers, newest first: all of the dossier, and the newest 200 of elsewhere."""
    seen = Decision.objects.visible_to(user)
    newest = seen.order_by("-taken_on", "-serial").values("pk")[:OFFERED]
    return seen.filter(Q(dossier=dossier) | Q(pk__in=newest)).order_by("-taken_on", "-serial", "pk")


def export_decisions(user: Any, wanted: Filters) -> tuple[Sequence[Any], list[list[Any]]]:
    """Head and rows; what is under embargo stays out, and the last row says how many that were."""
    listed = list(list_decisions(user, wanted)[: MOST + 1])
    if len(listed) > MOST:
        raise TooMany(_("More than 20,000 decisions match. Filter the register first."))
    rows = [_row(decision) for decision in listed if decision.embargo is None]
    held = len(listed) - len(rows)
    return HEAD, rows + ([[_held(held)]] if held else [])


def _row(decision: Decision) -> list[Any]:
    return [
        decision.number,
        decision.taken_by,
        decision.taken_on,
        decision.get_outcome_name_display(),
        decision.get_result_display(),
        decision.text,
        decision.reason,
        decision.alternatives,
        decision.reservations,
        decision.review_on or "",
        decision.get_status_display(),
        decision.get_distribution_display(),
        decision.dossier,
    ]


def _held(count: int) -> str:
    return ngettext(
        "%(count)d decision is under embargo and left out.",
        "%(count)d decisions are under embargo and left out.",
        count,
    ) % {"count": count}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _dossiers(user: Any, number: str) -> "QuerySet[Any]":
    year, _dash, serial = number.partition("-")
    if not (year.isdecimal() and serial.isdecimal() and len(year) == 4 and len(serial) < 7):
        return Dossier.objects.none()
    found: QuerySet[Any] = Dossier.objects.visible_to(user)
    return found.filter(year=int(year), serial=int(serial))


def _about(text: str) -> Q:
    if number := NUMBER.fullmatch(text):
        return Q(series__iexact=number[1], year=int(number[2]), serial=int(number[3]))
    condition = Q()
    for word in text.split()[:8]:
        condition &= Q(text__icontains=word) | Q(reason__icontains=word)
    return condition
