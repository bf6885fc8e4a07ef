"""Asking for a page as somebody, and what came of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.people.models import User

from .ledger import Ledger

EVENTS = AuditEvent._meta.db_table
BACKEND = "coordination.people.backends.EmailBackend"
KEEPING_TRACK = {
    "django_session",
    "people_visit",
    "meetings_draft",
    "people_receipt",
    "usersessions_usersession",
}
"""Tables that say who was where, or what was half typed; not what is so."""


@dataclass(frozen=True)
class Answer:
    """What came back, the root events it left, and the tables it changed."""

    response: Any
    content: bytes
    roots: list[str]
    tables: set[str]

    @property
    def status(self) -> int:
        code: int = self.response.status_code
        return code

    @property
    def to_login(self) -> bool:
        return self.status == 302 and self.response["Location"].startswith("/account/aanmelden/")

    @property
    def complaint(self) -> str:
        """What the page says is wrong."""
        context = getattr(self.response, "context", None) or {}
        form, refusal = context.get("form"), context.get("refusal")
        if self.response.get("Content-Type", "").endswith("json"):
            return self.content.decode()[:300]
        return str(dict(form.errors) if form and form.errors else refusal or "")

    @property
    def went_well(self) -> bool:
        return self.status < 400 and not self.to_login


@contextmanager
def undone() -> Iterator[None]:
    """Everything inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def client_of(user: User | None, **more: Any) -> Client:
    """A browser with this person signed in, or with nobody."""
    client = Client(raise_request_exception=False, **more)
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def ask(client: Client, method: str, url: str, data: Any = None, **more: Any) -> Answer:
    """One request, and what it left in the record and in the tables."""
    cache.clear()
    last = last_event()
    with Ledger() as ledger:
        response = getattr(client, method)(url, data, **more)
    content = response.getvalue()
    roots = roots_since(last) if EVENTS in ledger.tables else []
    return Answer(response, content, roots, ledger.tables - KEEPING_TRACK)


def last_event() -> int:
    """Without a queryset, which costs more to make than its answer: this is asked ten thousand
    times."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(id) FROM {EVENTS}")  # noqa: S608  a name of the code
        return int(cursor.fetchone()[0] or 0)


def roots_since(last: int) -> list[str]:
    """The deeds in the record after that event; having read is none."""
    events = AuditEvent.objects.filter(pk__gt=last, root=True).order_by("pk")
    seen = list(events.values_list("stream", "action"))
    return [action for stream, action in seen if not stream.startswith("reads")]


def send(client: Client, method: str, url: str, data: Any, **more: Any) -> Answer:
    """An operation of the API: JSON, or a form where a file goes along."""
    body = dict(data or {})
    if "If-Match" in body:
        more["HTTP_IF_MATCH"] = f'"{body.pop("If-Match")}"'
    if any(isinstance(value, File) for value in body.values()):
        return ask(client, method, url, body, **more)
    text = None if method == "get" else json.dumps(body, cls=DjangoJSONEncoder)
    return ask(client, method, url, text, content_type="application/json", **more)
