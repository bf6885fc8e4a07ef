"""What a planning from a file would do, as it is shown before it does it."""

from dataclasses import dataclass, field
from enum import StrEnum

from coordination.actions.terms import Owner

from .facts import MilestoneFacts
from .models import Milestone, Product, ProductState
from .reading import FileRow


class Kind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    STAYS = "stays"
    WRONG = "wrong"


@dataclass
class Wanted:
    """A row read into what it says; what could not be read stands in `problems`.

    What an empty cell leaves as it is, is None here.
    """

    row: FileRow
    position: int = 0
    owner: Owner | None = None
    interim: bool | None = None
    facts: MilestoneFacts | None = None
    state: ProductState | None = None
    needs: tuple[Product | str, ...] = ()
    problems: list[str] = field(default_factory=list)


@dataclass
class Line:
    """A row of the preview: what it becomes, and why in words."""

    kind: Kind
    number: int
    what: str
    said: list[str]
    wanted: Wanted | None = None
    product: Product | None = None
    milestone: Milestone | None = None


@dataclass
class Preview:
    """Every row of the file, and what stands in the plan and not in the file.

    `missing` can be dropped by choice; what is done among it stays, and `staying` says so.
    """

    lines: list[Line]
    missing: list[Product]
    staying: list[Product]

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.kind == Kind.WRONG]

    @property
    def counts(self) -> dict[str, int]:
        return {str(kind): sum(line.kind == kind for line in self.lines) for kind in Kind}

    @property
    def changes_something(self) -> bool:
        """By itself, or by what can be dropped as it is not in the file."""
        return bool(self.missing) or any(
            line.kind in (Kind.NEW, Kind.CHANGED) for line in self.lines
        )
