"""Is this the latest? What a code was printed of, and what changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from coordination.dashboard.registries import Hit
from coordination.people.models import User

from .codes import Code, Mistyped, looks_like_code, read_code
from .registries import PAGES, kinds, pages

MOST = 3


@dataclass(frozen=True)
class Printed:
    """An object that was printed; without `changes` the print is up to date."""

    kind: str | Promise
    title: str
    url: str
    changes: Sequence[str]

    @property
    def is_latest(self) -> bool:
        return not self.changes


@dataclass(frozen=True)
class CodeHit:
    """A code among what was found."""

    hit: Hit
    typed_right: bool


def printed_with(code: Code, user: User, *, at: datetime) -> list[Printed]:
    """What `user` may see that carries this code; nothing where she may not, or nobody printed it.

    Almost always one: two of a kind can begin with the same key.
    """
    if code.at > at + timedelta(seconds=1):
        return []
    return list(_found(code, user))


def _found(code: Code, user: Any) -> Iterator[Printed]:
    for page in pages:
        known = code.kind == PAGES and code.keys[0] <= page.key <= code.keys[1]
        if known and user.may(page.action):
            told = page.since(user, code.at)
            yield Printed(_("Page"), str(page.title), page.get_absolute_url(), told)
    for kind in kinds:
        if kind.number != code.kind:
            continue
        rows = kind.rows(user).filter(pk__range=code.keys).order_by("pk")
        for noun in rows[:MOST]:
            changes = kind.since(user, noun, code.at)
            if changes is not None:
                yield Printed(kind.name, kind.title(noun), noun.get_absolute_url(), changes)


def code_hit(text: str) -> CodeHit | None:
    """The way to the page of a code; None where the text does not look like one."""
    if not looks_like_code(text):
        return None
    try:
        shown, right = read_code(text).shown, True
    except Mistyped:
        shown, right = text.strip().upper(), False
    url = reverse("prints:check", args=["".join(filter(str.isalnum, shown))])
    hit = Hit(_("Print"), _("Is this the latest?"), url, shown, "printer-check")
    return CodeHit(hit, typed_right=right)
