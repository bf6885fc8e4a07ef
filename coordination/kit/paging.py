"""A page of a list without counting the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

T = TypeVar("T")
PAGE_SIZE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows `first` to `last`, and the addresses of its neighbours: empty where there is none."""

    rows: Sequence[T]
    first: int
    last: int
    previous_url: str
    next_url: str


def page_of(rows: Any, request: HttpRequest, *, size: int = PAGE_SIZE) -> Page[Any]:
    """The page that `?pagina=` asks for; one row more is fetched to know whether there is a next.

    Nonsense is the first page.
    """
    asked = request.GET.get("pagina", "")
    number = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() else 1
    start = (max(number, 1) - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(
        rows=found[:size],
        first=start + 1,
        last=start + len(found[:size]),
        previous_url=_url(request, number - 1) if number > 1 else "",
        next_url=_url(request, number + 1) if len(found) > size else "",
    )


def _url(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["pagina"] = str(number)
    return f"{request.path}?{query.urlencode()}"
