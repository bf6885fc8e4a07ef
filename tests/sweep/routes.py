"""Every address of the application, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from coordination.people.rights.api import right_of


@dataclass(frozen=True)
class Door:
    """A page with its methods, or one operation of the API. `action` is the right it asks for."""

    name: str
    methods: tuple[str, ...]
    action: str

    @property
    def is_api(self) -> bool:
        return len(self.methods) == 1


@cache
def doors() -> dict[str, Door]:
    """Pages by their name ("actions:tick"), operations of the API as "api:entry-move move"."""
    found = {}
    for name, view in _walk(get_resolver().url_patterns, ""):
        operations: dict[str, str] = getattr(view, "actions", None) or {}
        for method, operation in operations.items():
            if method in view.cls.http_method_names:
                right = right_of(view.cls, operation)
                found[f"{name} {operation}"] = Door(name, (method,), right)
        if not operations:
            found[name] = Door(name, ("get", "post"), getattr(view, "action", ""))
    return found


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _walk(pattern.url_patterns, namespace)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{prefix}{pattern.name}", pattern.callback
