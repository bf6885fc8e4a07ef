"""What higher apps put on the shared pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise

from coordination.kit.asof import Moment
from coordination.kit.registry import Registry


class Slot(models.TextChoices):
    """Where a panel may stand."""

    TODAY = "today"
    DOSSIER = "dossier"
    RIBBON = "ribbon"
    REGION = "region"
    LADDER = "ladder"
    DECISION = "decision"
    ACTION = "action"
    BODY = "body"
    MEETING = "meeting"
    MOVE = "move"
    TEAM = "team"
    MEASURE = "measure"
    CYCLE = "cycle"
    PLAN = "plan"


@dataclass(frozen=True)
class Panel:
    """A card on a page of a lower app.

    `context` returns what `template` needs, or None to stay away. It is called with the request
    and, outside the first screen, the object whose page it is. What is `later` follows once the
    page stands, so that a page pays for what it is opened for and no more. On the first screen
    `then` returns what `then_template` needs to show the card as it stood at a moment. It stays
    away from who may not do `action`, so that nobody is led to what her role does not open.
    """

    title: str | Promise
    slot: Slot
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]
    wide: bool = False
    later: bool = False
    then: Callable[[HttpRequest, Moment], dict[str, Any] | None] | None = None
    then_template: str = ""
    action: str = ""


@dataclass(frozen=True)
class NavigationItem:
    """A line of the side navigation, or with `verb` something the palette can do.

    `short` is its word in the bar of a phone, where `label` is too long for that.
    """

    label: str | Promise
    url_name: str
    icon: str
    group: str | Promise = ""
    shortcut: str = ""
    action: str = ""
    verb: bool = False
    phone: bool = False
    short: str | Promise = ""


@dataclass(frozen=True)
class Hit:
    """Something found: where it stands and what it is."""

    kind: str | Promise
    title: str
    url: str
    hint: str = ""
    icon: str = "file-text"


SearchSource = Callable[[Any, list[str]], Iterable[Hit]]

panels: Registry[Panel] = Registry("panels")
navigation: Registry[NavigationItem] = Registry("navigation")
search: Registry[SearchSource] = Registry("search")
