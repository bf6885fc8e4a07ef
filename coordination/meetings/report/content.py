"""A report as data: what is frozen at circulation and what every form of it is written from."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

ORGANISATIONS = ("present", "away", "picture_given", "picture_awaited")


@dataclass(frozen=True)
class ReportLine:
    """One line. `dossier` decides who reads it; an empty number means it became nothing."""

    entry: str
    kind: str
    text: str
    phase: str = ""
    number: str = ""
    outcome: str = ""
    result: str = ""
    owner: str = ""
    also: tuple[str, ...] = ()
    due_on: str = ""
    due_time: str = ""
    due_words: str = ""
    assent: str = ""
    point: str = ""
    decision: str = ""
    owners: tuple[str, ...] = ()
    reservation_by: str = ""


@dataclass(frozen=True)
class ReportItem:
    """An agenda item with its number for the reader at hand."""

    id: str
    dossier: str
    title: str
    number: int = 0
    lines: tuple[ReportLine, ...] = ()
    requested_decision: str = ""
    result: str = ""


@dataclass(frozen=True)
class CarriedPoint:
    """An open point of an earlier meeting, as it stood when the report was frozen."""

    id: str
    dossier: str
    number: str
    text: str
    owner: str
    due_on: str
    days_late: int
    meetings_ago: int
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The report of one meeting; `form` is the body's report form."""

    meeting: str
    body: str
    body_name: str
    form: str
    outcome: str
    subject: str
    starts_at: str
    ends_at: str
    place: str
    classification: int
    present: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    items: tuple[ReportItem, ...] = ()
    carried: tuple[CarriedPoint, ...] = ()
    version: int = 0
    status: str = ""
    reason: str = ""
    picture_given: tuple[str, ...] = ()
    picture_awaited: tuple[str, ...] = ()

    def seen_by(self, dossiers: set[str]) -> Self:
        """What somebody who may read these dossiers reads; items are numbered for her."""
        items = (item for item in self.items if item.dossier in dossiers)
        return replace(
            self,
            items=tuple(replace(item, number=n) for n, item in enumerate(items, start=1)),
            carried=tuple(point for point in self.carried if point.dossier in dossiers),
        )

    @property
    def lines(self) -> list[ReportLine]:
        return [line for item in self.items for line in item.lines]

    @property
    def decisions(self) -> list[ReportLine]:
        return [line for line in self.lines if line.decision]

    @property
    def points(self) -> list[ReportLine]:
        return [line for line in self.lines if line.point]

    def points_of(self, *owners: str) -> list[ReportLine]:
        """The points whose owner is one of these ids: a person, a post or an organisation."""
        return [line for line in self.points if set(line.owners) & set(owners)]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        values = dict(data)
        values["items"] = tuple(
            ReportItem(**(item | {"lines": tuple(_line(line) for line in item["lines"])}))
            for item in data["items"]
        )
        values["carried"] = tuple(
            CarriedPoint(**(point | {"owners": tuple(point["owners"])}))
            for point in data["carried"]
        )
        return cls(**(values | {name: tuple(data.get(name, ())) for name in ORGANISATIONS}))


def _line(data: dict[str, Any]) -> ReportLine:
    return ReportLine(**(data | {"also": tuple(data["also"]), "owners": tuple(data["owners"])}))
