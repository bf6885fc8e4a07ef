"""The record in words: every app names its events in its AppConfig.events."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

_TOKEN = re.compile(r"\s+|\w+|\W")


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came: `same`, `gone`, `new`."""

    kind: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field with what it said and says; long texts as pieces."""

    label: str
    old: Any
    new: Any
    pieces: tuple[Piece, ...] = ()


def event_words(action: str) -> str:
    """`papers.added` as the papers app names it; the bare action where it names nothing."""
    return str(named_events().get(action, action))


def named_events() -> dict[str, Promise]:
    """All named events by action; a name with a dot is an action whole."""
    return {
        verb if "." in verb else f"{config.label}.{verb}": words
        for config in apps.get_app_configs()
        for verb, words in getattr(config, "events", {}).items()
    }


def model_of(object_type: str) -> type[models.Model] | None:
    """The noun an event is about, if it still exists in the code."""
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def is_shown(field: Any) -> bool:
    """A field whose name was never meant for people is not shown to them."""
    return isinstance(getattr(field, "verbose_name", None), Promise)


def change_of(field: Any, old: Any, new: Any) -> FieldChange:
    """One field's change as it is read: choices by name, long texts in pieces."""
    label = str(field.verbose_name)
    if isinstance(old, str) and isinstance(new, str) and not field.choices and len(old + new) > 40:
        return FieldChange(label, old, new, tuple(pieces(old, new)))
    return FieldChange(label, _shown(field, old), _shown(field, new))


def _shown(field: Any, value: Any) -> Any:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return dict(field.flatchoices).get(value, value)


def pieces(old: str, new: str) -> list[Piece]:
    """Word by word: what stayed, what went, what came."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found = []
    for verb, a, b, c, d in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if verb == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        if b > a:
            found.append(Piece("gone", "".join(before[a:b])))
        if d > c:
            found.append(Piece("new", "".join(after[c:d])))
    return found
