"""What the list of action points can be narrowed by, as it stands in the address."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from coordination.dossiers.models import Dossier

from ..models import ActionKind, ActionPoint, ActionStatus
from .owners import find_organisation

NUMBER = re.compile(r"([\w&.-]+)-(\d{4})-(\d{1,6})")
TERMS = ("late", "week", "later")
EVERYTHING = "all"


@dataclass(frozen=True)
class Filters:
    """Empty fields do not narrow. `owner` and `body` are codes, `dossier` is a number."""

    text: str = ""
    owner: str = ""
    dossier: str = ""
    body: str = ""
    term: str = ""
    status: str = ActionStatus.OPEN
    kind: str = ""
    mine: bool = False
    ours: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        status, kind, term = (query.get(name, "") for name in ("status", "kind", "term"))
        shown = {ActionStatus.OPEN, ActionStatus.DONE, ActionStatus.DROPPED, EVERYTHING}
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:200],
            owner=query.get("owner", "").strip().removeprefix("@")[:40],
            dossier=query.get("dossier", "").strip()[:20],
            body=query.get("body", "").strip()[:40],
            term=term if term in TERMS else "",
            status=status if status in shown else ActionStatus.OPEN,
            kind=kind if kind in ActionKind.values else "",
            mine=query.get("mine") == "1",
            ours=query.get("ours") == "1",
        )

    def address(self, **changed: Any) -> str:
        """The query string of these filters, with `changed` in their place."""
        wanted = replace(self, **changed)
        query = QueryDict(mutable=True)
        for name, key in (("text", "q"), *((one, one) for one in _PLAIN)):
            value = getattr(wanted, name)
            if value and not (name == "status" and value == ActionStatus.OPEN):
                query[key] = "1" if value is True else str(value)
        return query.urlencode()

    @property
    def narrows(self) -> bool:
        return self != type(self)()


_PLAIN = ("owner", "dossier", "body", "term", "status", "kind", "mine", "ours")


def find_points(user: Any, wanted: Filters, *, now: datetime) -> "QuerySet[Any]":
    """The points she may see that match, without order."""
    found = ActionPoint.objects.visible_to(user)
    if wanted.status != EVERYTHING:
        found = found.filter(status=wanted.status)
    if wanted.mine:
        found = found.owned_by(user)
    if wanted.ours:
        found = found.filter(owner_organisation_id=user.organisation_id)
    if wanted.owner:
        # its id, so that the index on owner, status and term gives the rows in their order
        owner = user.organisation  # the one that is asked for most, and known already
        if owner.code.casefold() != wanted.owner.casefold():
            owner = find_organisation(wanted.owner)
        found = found.filter(owner_organisation_id=owner.pk if owner else None)
    if wanted.body:
        found = found.filter(body__code__iexact=wanted.body)
    if wanted.dossier:
        found = found.filter(dossier__in=_dossiers(user, wanted.dossier))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.term:
        found = found.filter(in_term(wanted.term, now))
    return found.filter(_about(wanted.text)) if wanted.text else found


def in_term(term: str, now: datetime) -> Q:
    """Late, this week until Sunday, or later; the same rule as ActionPoint.is_late."""
    local = timezone.localtime(now)
    today, sunday = local.date(), last_day_of_week(local.date())
    late = Q(due_on__lt=today) | Q(due_on=today, due_time__lt=local.time())
    match term:
        case "late":
            return Q(due_on__lte=today) & late
        case "week":
            return Q(due_on__gte=today, due_on__lte=sunday) & ~_past_hour(today, local)
        case _:
            return Q(due_on__gt=sunday)


def last_day_of_week(day: date) -> date:
    return day + timedelta(days=7 - day.isoweekday())


def _past_hour(today: date, local: datetime) -> Q:
    return Q(due_on=today, due_time__isnull=False, due_time__lt=local.time())


def _dossiers(user: Any, number: str) -> "QuerySet[Dossier]":
    """The dossier of this number if she may see it: an owner learns nothing from a guess."""
    year, _, serial = number.partition("-")
    if not (year.isdecimal() and serial.isdecimal() and len(year) == 4 and len(serial) < 7):
        return Dossier.objects.none()
    return Dossier.objects.visible_to(user).filter(year=int(year), serial=int(serial))


def _about(text: str) -> Q:
    number = NUMBER.fullmatch(text)
    if number:
        return Q(series__iexact=number[1], year=int(number[2]), serial=int(number[3]))
    condition = Q()
    for word in text.split()[:8]:
        condition &= Q(text__icontains=word)
    return condition
