"""A refusal: bad input answered with a sentence that says what to do."""

from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """The deed is refused and nothing has changed.

    `sentence` is shown to the person as it stands; `field` names the form field it is about;
    `status` is the HTTP status of the answer; `link` is a (label, address) that helps on;
    `details` are sentences about parts of that field, such as the lines of a file.
    """

    status = 422
    details: Sequence[tuple[int, str]] = ()

    def __init__(
        self,
        sentence: Any,
        *,
        field: str | None = None,
        link: tuple[Any, str] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.link = link


class Stale(Refusal):
    """Somebody else changed it first; `current` is what stands there now."""

    status = 409

    def __init__(self, sentence: Any, *, current: Any, **more: Any) -> None:
        super().__init__(sentence, **more)
        self.current = current


class CannotBeUndone(Refusal):
    """Something was done since, or the last deed is none that can be taken back."""

    status = 409


class NotAllowed(Refusal):
    """She may see it, but this deed is not hers."""

    status = 403
