"""Every address of the application, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """A named address with its view. `operations` maps a method of the API to its operation."""

    name: str
    view: Any
    operations: tuple[tuple[str, str], ...] = ()


def routes() -> dict[str, Route]:
    """All routes by name; one name on several patterns is one route."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver().url_patterns, ""):
        known = found.get(route.name)
        operations = route.operations + (known.operations if known else ())
        found[route.name] = Route(route.name, route.view, tuple(sorted(set(operations))))
    return found


def _walk(patterns: list[Any], prefix: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, namespace)
        elif isinstance(pattern, URLPattern):
            if not pattern.name:
                raise AssertionError(f"{pattern.pattern} has no name")
            actions: dict[str, str] = getattr(pattern.callback, "actions", None) or {}
            yield Route(f"{prefix}{pattern.name}", pattern.callback, tuple(actions.items()))
