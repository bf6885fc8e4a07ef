"""What a reader of either language would stumble over."""

import re
from collections.abc import Iterable, Iterator

from babel.messages.catalog import Catalog, Message

from coordination.kit.messages.catalogue import find, translation_of
from coordination.kit.messages.extract import Text

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
DUTCH = re.compile(r"\b(het|een|niet|wordt|worden|geen|naar|zijn|deze|nog)\b", re.IGNORECASE)


def find_faults(catalogue: Catalog, texts: Iterable[Text]) -> Iterator[str]:
    """One sentence per fault: missing, fuzzy, obsolete, other placeholders, Dutch as the key."""
    wanted = {(text.singular, text.context): text for text in texts}
    for text in sorted(wanted.values()):
        yield from _faults_of(text, find(catalogue, text))
    for message in catalogue:
        if message.id and (_singular(message), message.context or "") not in wanted:
            yield f"obsolete: {_singular(message)!r} is nowhere in the code"


def _faults_of(text: Text, message: Message | None) -> Iterator[str]:
    if DUTCH.search(text.singular):
        yield f"not English: {text.singular!r} ({text.path})"
    if message is None or not all(translation_of(message)):
        yield f"missing: {text.singular!r} ({text.path}) has no Dutch text"
        return
    if message.fuzzy:
        yield f"fuzzy: {text.singular!r} ({text.path}) waits for review"
    if bool(text.plural) != message.pluralizable:
        yield f"plural: {text.singular!r} ({text.path}) is counted in one place only"
        return
    keys = (text.singular, text.plural) if text.plural else (text.singular,)
    for key, dutch in zip(keys, translation_of(message), strict=True):
        yield from _differences(key, dutch, text)


def _differences(key: str, dutch: str, text: Text) -> Iterator[str]:
    allowed = [_placeholders(key)] + ([_placeholders(text.plural)] if text.plural else [])
    if _placeholders(dutch) not in allowed:
        yield f"placeholders: {key!r} and {dutch!r} differ"
    if key.startswith("\n") != dutch.startswith("\n") or key.endswith("\n") != dutch.endswith("\n"):
        yield f"line ends: {key!r} and {dutch!r} differ"


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text.replace("%%", ""))))


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]
