"""The report as PDF/UA-1: tagged, with its language, from our own fonts."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import typst

from coordination.kit.exercise import watermark
from coordination.kit.finders import font_folder

from .document import Document

TEMPLATE = Path(__file__).parent / "report.typ"
BOX = "□"
"""Stands where the fonts have no drawing for a character; PDF/UA refuses a hole."""

DRAWN = frozenset("‐‑–—‘’‚“”„†‡•…‰‹›€™−≤≥≠≈←↑→↓" + BOX)


def pdf_of(document: Document) -> bytes:
    """The document as a tagged PDF. Its text is data to the template and is never evaluated."""
    data = document.to_json()
    return typeset(TEMPLATE, data | {"unshown": ""}, boxed=data)


def typeset(template: Path, data: dict[str, Any], *, boxed: dict[str, Any] | None = None) -> bytes:
    """`data` as a tagged PDF by a template of its own.

    Where the fonts cannot draw a character, `boxed` (else `data`) with a box in its place.
    """
    word = watermark()
    marks = [*([word] if word else []), *data["marks"]]
    own = {"watermark": word, "marks": marks}
    data = data | own
    try:
        return _compiled(template, data)
    except typst.TypstError as trouble:
        if "could not be displayed" not in str(trouble):
            raise
    return _compiled(template, drawable((boxed or data) | own))


def _compiled(template: Path, data: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        template,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """The font package's, and typst's own where that is not installed; none of the machine."""
    folder = font_folder()
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)] if folder else [])


def drawable(value: Any) -> Any:
    """The same with a box for each character that the fonts cannot draw."""
    match value:
        case str():
            return "".join(map(_drawn, value))
        case dict():
            return {key: drawable(item) for key, item in value.items()}
        case list() | tuple():
            return [drawable(item) for item in value]
    return value


def _drawn(character: str) -> str:
    code = ord(character)
    if character in DRAWN or character == "\n" or 0x20 <= code < 0x7F or 0xA0 <= code < 0x180:
        return character
    # marks and joiners belong to the character before them
    return "" if unicodedata.category(character)[0] in "CM" else BOX
