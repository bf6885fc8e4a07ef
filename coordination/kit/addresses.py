"""The address of a noun: reversed once for each kind, as a list page links to a hundred."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

HOLE = UUID(int=0)


def address_of(name: str, key: UUID) -> str:
    """What `reverse(name, args=[key])` says of a page whose address holds one key."""
    before, after = _around(name, get_script_prefix())
    return f"{before}{key}{after}"


@lru_cache
def _around(name: str, _prefix: str) -> tuple[str, str]:
    before, after = reverse(name, args=[HOLE]).split(str(HOLE))
    return before, after
