"""Find a word in a short text whatever its accents, the same on every database."""

import re
import unicodedata

_ACCENTS = {
    "a": "aàáâäãå",
    "c": "cç",
    "e": "eèéêë",
    "i": "iìíîï",
    "n": "nñ",
    "o": "oòóôöõ",
    "u": "uùúûü",
    "y": "yýÿ",
}


def starts_word(stem: str) -> str:
    """A pattern for `iregex`: `stem` (small letters, no accents) at the start of a word.

    A vowel may stand twice: the stem of "brood" is "brod".
    """
    letters = (f"[{_ACCENTS[c]}]{{1,2}}" if c in _ACCENTS else re.escape(c) for c in stem)
    return rf"(^|\W){''.join(letters)}"


def unaccented(text: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The words of a question as `starts_word` takes them; at most eight of the first 200 signs."""
    return re.findall(r"\w+", unaccented(text[:200]))[:8]
