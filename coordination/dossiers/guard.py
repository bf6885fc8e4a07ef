"""How confidential a row of a list is, as _guard.html shows it."""

from typing import NamedTuple

from .models import Dossier


class Guard(NamedTuple):
    """That of a dossier; where there is none to tell of, it is for all who read here."""

    is_classified: bool = False
    restricted: bool = False

    @classmethod
    def of(cls, dossier: Dossier | None) -> "Guard":
        return cls(dossier.is_classified, dossier.restricted) if dossier else cls()
