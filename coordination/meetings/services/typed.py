"""Typed text as it may be kept: without outer space, safe, and not too long."""

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal
from coordination.kit.text import refuse_unsafe


def typed(text: str, *, field: str, longest: int = 200) -> str:
    """`text` without outer space; refuses unsafe characters and more than `longest`."""
    problems = refuse_unsafe(text, longest=longest)
    if problems:
        raise Refusal(" ".join(str(problem) for problem in problems), field=field)
    return text.strip()


def required(text: str, sentence: str = "", *, field: str, longest: int = 200) -> str:
    """The same, and refuses what is empty with `sentence`."""
    kept = typed(text, field=field, longest=longest)
    if not kept:
        raise Refusal(sentence or _("Fill this in."), field=field)
    return kept
