"""Nothing leaves an exercise without saying that it is one: every page and every file is asked."""

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from coordination.people.models import Role
from coordination.people.rights import TABLE, Level

from .deeds import FIRST
from .registry import ROWS
from .routes import doors
from .rows import Case
from .scenes import Where
from .visits import Answer, ask, client_of, undone
from .world import World

pytestmark = pytest.mark.once

WORD = "OEFENING"
AS_SUPPLIED = {"papers:download", "contributions:file"}
"""The bytes of somebody's own file, which nobody changes."""

MADE_OF_NO_WORDS = {"image/svg+xml", "text/plain"}

PAGES = sorted(key for key in ROWS if ROWS[key].get and not key.startswith("api:"))


def answer_of(key: str, world: World) -> Answer:
    row, door = ROWS[key], doors()[key]
    levels = TABLE[door.action].levels
    reach = (role for role in (*FIRST, Role.DUTY_OFFICER) if levels[role] is not Level.NO)
    case = Case(world, Where.OWN, next(role for role in reach if role not in row.short))
    if row.before:
        row.before(case)
    return ask(client_of(case.user), "get", reverse(door.name, kwargs=row.address(case)))


def says_so(answer: Answer) -> bool:
    """Whether the page or the file carries the word where its reader sees it."""
    kind = answer.response.get("Content-Type", "").partition(";")[0]
    content = answer.content
    if kind == "text/html":
        is_part = b"<html" not in content
        return is_part or (b'class="watermark"' in content and WORD.encode() in content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(WORD.encode() in archive.read(name) for name in archive.namelist())
    if kind in {"text/csv", "application/json", "application/pdf", "text/calendar"}:
        return WORD.encode() in content
    return content == b"" or kind in MADE_OF_NO_WORDS


def test_every_page_and_file_says_that_it_is_an_exercise(world: World, settings: Any) -> None:
    settings.EXERCISE = True
    silent = []
    for key in PAGES:
        with undone():
            if key not in AS_SUPPLIED and not says_so(answer_of(key, world)):
                silent.append(key)
    assert silent == []
