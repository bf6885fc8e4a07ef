"""Something that is being planned: what a form says of it before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coordination.people.models import Body

from .models import Dossier

SAYS = ("title", "subject", "question", "text", "instrument", "requirement")
LONGEST = 2_000


@dataclass(frozen=True)
class Plan:
    """Its words, where it is planned, and what that is `about`, as far as these are known."""

    text: str = ""
    dossier: Dossier | None = None
    body: Body | None = None
    about: str = ""


def typed(said: Mapping[str, Any]) -> str:
    """What a form says of the thing itself, by the usual names of its fields."""
    words = (str(said.get(name) or "") for name in SAYS)
    return " ".join(filter(None, words))[:LONGEST].replace("\0", "")
