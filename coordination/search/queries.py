"""Find what she may see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.functional import Promise

from coordination.dashboard.registries import Hit
from coordination.dashboard.registries import search as sources
from coordination.prints.queries import code_hit

from .fulltext import having
from .models import SearchRow
from .stems import stem

LONGEST = 200
MOST_STEMS = 8
_NUMBER = re.compile(r"[^\W_]+(-\d+)+", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Hits of one kind."""

    label: str | Promise
    hits: list[Hit]


def asked_stems(text: str) -> list[str]:
    """The stems of a question: of its first 200 signs, at most eight."""
    return stem(text[:LONGEST])[:MOST_STEMS]


def rows(user: Any, text: str) -> QuerySet[SearchRow]:
    """Rows in which every word begins a word; what carries the asked number first, then newest."""
    found: QuerySet[SearchRow] = having(SearchRow.objects.visible_to(user), asked_stems(text))
    return found.annotate(exact=_exact(text)).order_by("exact", "-at", "-pk")


def find(user: Any, text: str, limit: int = 10) -> list[Hit]:
    """At most `limit` hits over all that she may see: rows, and the nouns that have none."""
    stems = asked_stems(text)
    if not stems:
        return []
    nouns = from_sources(user, stems, limit)
    objects = [hit_of(row) for row in rows(user, text)[:limit]]
    ordered = nouns + objects if is_number(text) else objects[: limit // 2] + nouns + objects
    return list(dict.fromkeys(ordered))[:limit]


def from_sources(user: Any, stems: list[str], limit: int) -> list[Hit]:
    """Hits of dossiers, bodies, organisations, people and posts; at most `limit` of each."""
    found: list[Hit] = []
    for source in sources:
        found += _some(source(user, stems), limit)
    return found


def with_code(text: str, hits: list[Hit]) -> list[Hit]:
    """The way to a print first, where its code was typed; mistyped, where nothing else is found."""
    code = code_hit(text)
    return [code.hit, *hits] if code and (code.typed_right or not hits) else hits


def grouped(hits: Iterable[Hit]) -> list[Group]:
    """The hits by kind, kinds in the order in which they come first."""
    groups: dict[str, Group] = {}
    for hit in hits:
        groups.setdefault(str(hit.kind), Group(hit.kind, [])).hits.append(hit)
    return list(groups.values())


def hit_of(row: SearchRow) -> Hit:
    kind, icon = found_as().get(row.kind, (row.kind, "file-text"))
    return Hit(kind, row.title, row.url, row.hint, icon)


def is_number(text: str) -> bool:
    """True for a shown number: MLT3-2020-13, 2020-0042."""
    return _NUMBER.fullmatch(text.strip()) is not None


def _exact(text: str) -> Case:
    number = text.strip()[:LONGEST].replace("\0", "")
    same = Q(hint__iexact=number) | Q(title__istartswith=f"{number} ") | Q(title__iexact=number)
    if not is_number(text):
        same = Q(pk__in=[])
    return Case(When(same, then=Value(0)), default=Value(1), output_field=IntegerField())


def _some(hits: Iterable[Hit], limit: int) -> list[Hit]:
    return [hit for _number, hit in zip(range(limit), hits, strict=False)]


def found_as() -> dict[str, tuple[str | Promise, str]]:
    """Kind of row to its name and icon, as each app says in its AppConfig.found_as."""
    return {
        kind: shown
        for config in apps.get_app_configs()
        for kind, shown in getattr(config, "found_as", {}).items()
    }
