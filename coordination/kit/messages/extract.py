"""Every message of the code and the templates, as the keys of a gettext catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

SOURCES = ("coordination", "escalation", "workgroups", "templates")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, order=True)
class Text:
    """One message of the code: its context, its singular and, when counted, its plural."""

    singular: str
    plural: str = ""
    context: str = ""
    path: str = ""


def find_texts(root: Path) -> Iterator[Text]:
    """All messages under the root's sources, each as often as it occurs."""
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield from _texts_of(path, str(path.relative_to(root)))


def _texts_of(path: Path, name: str) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, name)
    found = extract("python", BytesIO(source.encode()), KEYWORDS, comment_tags=())
    for _line, message, _comments, context in found:
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(singular, plural, context or "", name)


def _as_python(template: str, name: str) -> str:
    # Indentation means something to Python's tokenizer and nothing to a template.
    return "\n".join(line.strip() for line in templatize(template, origin=name).splitlines())
