"""Words as they are stored and asked for: the same stems on every database."""

import re
import unicodedata
from functools import cache

from snowballstemmer import stemmer

_WORD = re.compile(r"[\w&]+(?:-\d+)*")


@cache
def _dutch(word: str) -> str:
    stemmed: str = stemmer("dutch").stemWord(word)
    return stemmed


def stem(text: str) -> list[str]:
    """The distinct stems of `text` in order, without accents and case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return list(dict.fromkeys(_dutch(word) for word in _WORD.findall(plain)))
