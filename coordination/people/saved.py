"""The lists of which a view can be saved: each app tells what an address of its list means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise

from coordination.kit.registry import Registry


@dataclass(frozen=True)
class SavedList:
    """A list with filters.

    `read(query)` gives the address as the list understands it now, without a page.
    `found(user, query, now)` gives the rows she would see, as querysets that together are the list.
    `names` says which filters hold the code or number of something, by what they name.
    """

    label: str | Promise
    url_name: str
    action: str
    read: Callable[[QueryDict], str]
    found: Callable[[Any, QueryDict, datetime], Iterable[Any]]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Named:
    """A kind of thing that filters name; `known(user, codes)` are those that she may see."""

    label: str | Promise
    known: Callable[[Any, set[str]], set[str]]


lists: Registry[SavedList] = Registry("lists with saved views")
named: Registry[Named] = Registry("what filters name")
