"""Read, merge and write locale/nl: sorted, without dates and places, so that merges stay small."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from coordination.kit.messages.extract import Text

PATH = Path("locale/nl/LC_MESSAGES/django.po")
HEADER = "# Dutch texts of Baken. Written by `manage.py messages`; the English text is the key."
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def read_catalogue(root: Path) -> Catalog:
    """The Dutch catalogue; an empty one where none is written yet."""
    path = root / PATH
    source = BytesIO(path.read_bytes() if path.exists() else b"")
    catalogue = read_po(source, locale="nl", domain="django", ignore_obsolete=True)
    catalogue.project, catalogue.version = "Baken", "1"
    catalogue.header_comment = HEADER
    catalogue.creation_date = catalogue.revision_date = UNDATED
    catalogue.msgid_bugs_address = "baken@example.gov"
    catalogue.last_translator = catalogue.language_team = "Baken"
    catalogue.fuzzy = False
    return catalogue


def write_catalogue(root: Path, catalogue: Catalog) -> None:
    """Write the .po and its .mo, each whole or not at all."""
    text = BytesIO()
    write_po(text, catalogue, width=100, no_location=True, omit_header=False, sort_output=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith('"Generated-By'))
    _replace(root / PATH, kept.encode())
    compile_catalogue(root, catalogue)


def compile_catalogue(root: Path, catalogue: Catalog) -> None:
    """Write the .mo that Django reads."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    _replace((root / PATH).with_suffix(".mo"), compiled.getvalue())


@contextmanager
def locked_catalogue(root: Path) -> Iterator[Catalog]:
    """The catalogue for one writer at a time; written when the block ends well."""
    path = root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        catalogue = read_catalogue(root)
        yield catalogue
        write_catalogue(root, catalogue)
    finally:
        os.close(folder)


def put(catalogue: Catalog, text: Text, translation: tuple[str, ...]) -> None:
    """Set the translation of a message, whether or not the catalogue knew it."""
    found = find(catalogue, text)
    if found is not None:
        catalogue.delete(text.singular, context=text.context or None)
    key = (text.singular, text.plural) if text.plural else text.singular
    value = translation if text.plural else translation[0]
    catalogue.add(key, value, context=text.context or None)


def find(catalogue: Catalog, text: Text) -> Message | None:
    return catalogue.get(text.singular, context=text.context or None)


def translation_of(message: Message) -> tuple[str, ...]:
    """The message's Dutch forms; a form not yet translated is empty."""
    if isinstance(message.string, str):
        return (message.string,)
    return tuple(message.string or ())


def bring_up_to_date(catalogue: Catalog, texts: Iterable[Text], *, prune: bool) -> None:
    """Add what the code says and the catalogue lacks; prune drops what only the catalogue says."""
    wanted = {(text.singular, text.context): text for text in sorted(texts, reverse=True)}
    for text in wanted.values():
        message = find(catalogue, text)
        if message is None:
            put(catalogue, text, ("", "") if text.plural else ("",))
        elif text.plural and not message.pluralizable:
            put(catalogue, text, ("", ""))
    if prune:
        known = [message for message in catalogue if message.id]
        for message in known:
            singular = message.id if isinstance(message.id, str) else message.id[0]
            if (singular, message.context or "") not in wanted:
                catalogue.delete(singular, context=message.context)


def _replace(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        path.touch()
        return
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
