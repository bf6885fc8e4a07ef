"""Translations typed as lines: English, a tab, Dutch.

A counted message gives both forms as `one|many`, a context stands before a caret (`verb^Open`);
\\n, \\t, \\|, \\^ and \\\\ stand for the character itself.
"""

import re

from coordination.kit.messages.extract import Text

ESCAPES = {"n": "\n", "t": "\t"}


class UnreadableLine(ValueError):
    """A line that is not `English<TAB>Dutch`."""


def parse_pairs(lines: str) -> list[tuple[Text, tuple[str, ...]]]:
    """Each line as a message with its translation; refuses the first line that is no pair."""
    numbered = enumerate(lines.splitlines(), start=1)
    return [_parse(line, number) for number, line in numbered if line.strip()]


def _parse(line: str, number: int) -> tuple[Text, tuple[str, ...]]:
    english, tab, dutch = line.partition("\t")
    if not tab or not english or not dutch.strip():
        raise UnreadableLine(f"line {number} is not English<TAB>Dutch: {line!r}")
    context, rest = _cut(english, "^")
    singular, plural = _cut(rest, "|") if _has(rest, "|") else (rest, "")
    forms = _cut(dutch, "|") if plural else (dutch,)
    if plural and not all(forms):
        raise UnreadableLine(f"line {number} counts in English, so give Dutch one|many: {line!r}")
    text = Text(_plain(singular), _plain(plural), _plain(context))
    return text, tuple(_plain(form) for form in forms)


def _has(text: str, mark: str) -> bool:
    return re.search(rf"(?<!\\)\{mark}", text) is not None


def _cut(text: str, mark: str) -> tuple[str, str]:
    if not _has(text, mark):
        return "", text
    before, after = re.split(rf"(?<!\\)\{mark}", text, maxsplit=1)
    return before, after


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: ESCAPES.get(found[1], found[1]), text)
