"""Words as they are stored and asked for: the same stems on every database."""

import re
from functools import cache

from snowballstemmer import stemmer

from coordination.kit.matching import unaccented

LONGEST = 60
_WORD = re.compile(r"[\w&]+(?:-\d+)*")


@cache
def _dutch(word: str) -> str:
    stemmed: str = stemmer("dutch").stemWord(word)
    return stemmed


def stem(text: str) -> list[str]:
    """The distinct stems of `text` in order, without accents and case."""
    words = _WORD.findall(unaccented(text))
    return list(dict.fromkeys(_dutch(word[:LONGEST]) for word in words))
