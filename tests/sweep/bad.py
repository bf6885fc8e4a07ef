"""What can be wrong in one field, made from a form that is right."""

import re
import uuid
from collections.abc import Iterator
from copy import copy, deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from .rows import Case
from .scenes import Where

HTML = "<script>alert(1)</script>"
SURROGATE = "half een teken: \ud800"
Path = tuple[str | int, ...]

_TEXT = {
    "empty": "",
    "1 MB": "x" * 1_000_000,
    "NUL": "nul \0 erin",
    "half a character": SURROGATE,
    "turned": "omge\u202ekeerd",
    "HTML": HTML,
}
_DAYS = {
    "30 February": "2020-02-30",
    "year 0": "0000-01-01",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
}
_NUMBERS = {"negative": "-1", "endless": "9" * 40, "no number": "drie", "other digits": "\u0663"}
MAY_PASS = {"empty", "HTML", "half a character", "other digits"}
"""An optional field may be empty, HTML is text like any other, a page reads half a character as a
question mark, and an Arabic three is a three."""


@dataclass(frozen=True)
class Bad:
    """One field with something wrong in it; `must_fail` where nothing could be meant by it."""

    path: Path
    what: str
    value: Any
    must_fail: bool

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))

    def put_into(self, data: dict[str, Any]) -> dict[str, Any]:
        changed = deepcopy({key: value for key, value in data.items() if not _file(value)})
        changed |= {key: value for key, value in data.items() if _file(value)}
        inner: Any = changed
        for step in self.path[:-1]:
            inner = inner[step]
        inner[self.path[-1]] = self.value
        return changed


def everything_bad(data: dict[str, Any], case: Case, loose: frozenset[str]) -> Iterator[Bad]:
    """Each field of a right form, once with everything that can be wrong in it."""
    for path, value in _leaves(data, ()):
        for what, bad in _wrong(str(path[-1]), value, case):
            must = what not in MAY_PASS and path[0] not in loose
            yield Bad(path, what, bad, must)


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, index))
    else:
        yield path, value


def _wrong(name: str, value: Any, case: Case) -> Iterator[tuple[str, Any]]:
    if name in {"version", "If-Match"}:
        yield "stale", int(value) - 1
        yield from _NUMBERS.items() if name == "version" else ()
    elif _file(value):
        yield "empty", ""
        yield "an empty file", SimpleUploadedFile("nota.pdf", b"", "application/pdf")
        yield "no PDF", SimpleUploadedFile("nota.pdf", b"MZ\x90\x00", "application/pdf")
        yield "a program", SimpleUploadedFile("nota.exe", b"MZ\x90\x00", "application/pdf")
        yield "gigabytes, packed", SimpleUploadedFile("nota.docx", explosive())
    elif not isinstance(value, bool) and value != "on":
        yield from _TEXT.items()
        yield from _typed(name, value, case)


def _typed(name: str, value: Any, case: Case) -> Iterator[tuple[str, Any]]:
    """What is wrong for this kind of field only, by the right value."""
    text = str(value)
    if isinstance(value, uuid.UUID):
        yield "unknown", str(uuid.uuid4())
        if name == "dossier":
            yield "another's", str(case.world.scenes[Where.OTHER].dossier.pk)
    elif re.match(r"\d{4}-\d\d-\d\d", text):
        yield from ((what, day + text[10:]) for what, day in _DAYS.items())
    elif text.isdecimal():
        yield from _NUMBERS.items()
    elif name == "owner":
        yield "unknown", "@NIEMAND"


def _file(value: Any) -> bool:
    return isinstance(value, File)


@cache
def explosive() -> bytes:
    """A text document of 65 kB that unpacks to 2.6 GB: forty parts that share their bytes."""
    packed = BytesIO()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>')
        file.writestr("word/document.xml", "<x/>")
        file.writestr("word/media/a.bin", bytes(64 * 1024 * 1024))
        for number in range(40):
            part = copy(file.getinfo("word/media/a.bin"))
            part.filename = f"word/media/{number}.bin"
            file.filelist.append(part)
    return packed.getvalue()
