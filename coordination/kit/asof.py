"""The moment a page looks back to: `?op=2026-11-20T15:00` on a page, `?as_of=` on the API."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from . import clock
from .refusals import Refusal

ASKED = ("op", "as_of")


@dataclass(frozen=True)
class Moment:
    """The moment a page looks back to, and the address of the page as it is now."""

    at: datetime
    now_url: str

    @property
    def query(self) -> str:
        """What another page is asked with, to stand at the same moment."""
        return urlencode({"op": f"{timezone.localtime(self.at):%Y-%m-%dT%H:%M:%S}"})


def moment(request: HttpRequest | Request) -> Moment | None:
    """The moment asked for, local wall time; None for the present. Refuses nonsense."""
    name = next((name for name in ASKED if request.GET.get(name)), "")
    if not name:
        return None
    try:
        parsed = parse_datetime(request.GET[name])
        if parsed is None:
            raise ValueError(name)
        if timezone.is_naive(parsed):
            parsed = timezone.make_aware(parsed)
        past = parsed <= clock.now()
    except (ValueError, OverflowError):
        sentence = _("This is not a moment. Write it like 2020-11-20T15:00.")
        raise Refusal(sentence, field=name) from None
    if not past:
        raise Refusal(_("This moment has not come yet."), field=name)
    query = request.GET.copy()
    del query[name]
    rest = query.urlencode()
    return Moment(parsed, f"{request.path}?{rest}" if rest else request.path)


def stamped(
    then: Moment, head: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> tuple[list[Any], list[list[Any]]]:
    """A sheet of how it stood says so in each row: one that is copied elsewhere still does."""
    word = f"{timezone.localtime(then.at):%Y-%m-%d %H:%M}"
    return [*head, gettext("as it stood on")], [[*row, word] for row in rows]


class AsOfSerializer(serializers.Serializer[Any]):
    """What an operation that can look back asks beside the rest; read it with `moment`."""

    as_of = serializers.CharField(
        required=False, help_text="As it stood then: 2020-11-20T15:00, local unless it says where."
    )
