"""The list of injects as a table: what each column is called, and a row as an inject."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from coordination.dossiers.models import Dossier
from coordination.kit.refusals import Refusal
from coordination.kit.sheets_read import Rows
from coordination.people.models import Organisation, Post, Role, User
from escalation.regions.models import Indicator, Region

from .models import Exercise, Inject, InjectKind, InjectStatus
from .services.injects import InjectFacts

COLUMNS = {
    "code": ("nummer", "number"),
    "title": ("titel", "title"),
    "kind": ("soort", "kind"),
    "due_at": ("moment", "moment"),
    "text": ("tekst", "text"),
    "expected": ("verwacht", "expected"),
    "by_clock": ("klok", "clock"),
    "role": ("rol", "role"),
    "post": ("post", "post"),
    "organisation": ("organisatie", "organisation"),
    "dossier": ("dossier", "dossier"),
    "region": ("regio", "region"),
    "indicator": ("indicator", "indicator"),
    "day": ("dag", "day"),
    "value": ("waarde", "value"),
}
"""The Dutch and the English head; the export has the Dutch ones, the import takes both."""

IN_STORY = re.compile(r"(?i:dag|day)\s+(?P<day>[1-9]\d{0,2})\s+(?P<clock>\d{1,2}:\d{2})")
"""A moment as a day of the story."""

NO = {"nee", "no", "0", "false", "hand"}


@dataclass(frozen=True)
class ReadRow:
    """A row: as an inject, or why it is none; `state` is new, changed, same or released."""

    number: int
    code: str
    title: str
    state: str = ""
    problem: str = ""
    facts: InjectFacts | None = None
    standing: Inject | None = None


def head() -> list[str]:
    return [dutch for dutch, _english in COLUMNS.values()]


def row_of(inject: Inject) -> list[Any]:
    """An inject in the order of the columns."""
    local = timezone.localtime(inject.due_at)
    return [
        inject.code,
        inject.title,
        inject.kind,
        f"{local:%Y-%m-%d %H:%M}",
        inject.text,
        inject.expected,
        "ja" if inject.by_clock else "nee",
        inject.role,
        inject.post.code if inject.post else "",
        inject.organisation.code if inject.organisation else "",
        inject.dossier.number if inject.dossier else "",
        inject.region.code if inject.region else "",
        inject.indicator.code if inject.indicator else "",
        inject.day,
        inject.value,
    ]


def row_in_days(inject: Inject) -> list[Any]:
    """The same with its moment as a day of the story: "dag 2 09:30" is the day after the first."""
    local, cells = timezone.localtime(inject.due_at), row_of(inject)
    number = (local.date() - _first_day(inject.exercise)).days + 1
    if number > 0:
        cells[list(COLUMNS).index("due_at")] = f"dag {number} {local:%H:%M}"
    return cells


def _first_day(exercise: Exercise) -> dt.date:
    return timezone.localdate(exercise.started_at)


def in_two(rows: Sequence[ReadRow]) -> dict[str, Any]:
    """Of rows without a problem those that are new and those that change what stands there."""
    new = [row.facts for row in rows if row.facts and row.state == "new"]
    changed = [
        (row.standing, row.facts)
        for row in rows
        if row.facts and row.standing and row.state == "changed"
    ]
    return {"new": new, "changed": changed}


def read_injects(rows: Rows, *, exercise: Exercise, reader: User) -> list[ReadRow]:
    """Every row as it would be taken in; none is, as long as one has a problem."""
    standing = {one.code: one for one in exercise.injects.all()}
    first = _first_day(exercise)
    read = [_read(number, row, standing, reader, first) for number, row in enumerate(rows, start=2)]
    seen: set[str] = set()
    return [_once(row, seen) for row in read]


def _once(row: ReadRow, seen: set[str]) -> ReadRow:
    if row.code and row.code in seen:
        problem = _("This number stands in the list twice.")
        return ReadRow(row.number, row.code, row.title, problem=problem)
    seen.add(row.code)
    return row


def _read(  # a row with all that it is held against
    number: int, row: dict[str, str], standing: dict[str, Inject], reader: User, first: dt.date
) -> ReadRow:
    cells = dict(_cells(row))
    code, title = cells.get("code", ""), cells.get("title", "")
    try:
        facts = InjectFacts(**_facts(cells, reader, first)).safe(reader)
    except Refusal as refusal:
        column = COLUMNS.get(refusal.field or "", ("", ""))[0]
        problem = f"{column}: {refusal.sentence}" if column else str(refusal.sentence)
        return ReadRow(number, code, title, problem=problem)
    found = standing.get(code)
    return ReadRow(number, code, title, _state(found, facts), facts=facts, standing=found)


def _state(found: Inject | None, facts: InjectFacts) -> str:
    if found is None:
        return "new"
    if all(getattr(found, name) == value for name, value in facts.values().items()):
        return "same"
    return "released" if found.status == InjectStatus.RELEASED else "changed"


def _cells(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, heads in COLUMNS.items():
        for one in heads:
            if one in row:
                yield name, row[one]


def _facts(cells: dict[str, str], reader: User, first: dt.date) -> dict[str, Any]:
    kind = cells.get("kind", InjectKind.MESSAGE)
    labels = {str(label).casefold(): value for value, label in InjectKind.choices}
    kind = labels.get(kind.casefold(), kind)
    if kind not in InjectKind.values:
        kinds = ", ".join(InjectKind.values)
        sentence = _("This is no kind of inject; choose from %(kinds)s.") % {"kinds": kinds}
        raise Refusal(sentence, field="kind")
    roles = {str(label).casefold(): value for value, label in Role.choices}
    role = cells.get("role", "")
    role = roles.get(role.casefold(), role)
    if role and role not in Role.values:
        raise Refusal(_("Nobody knows this role."), field="role")
    return {
        "code": cells.get("code", ""),
        "title": cells.get("title", ""),
        "kind": InjectKind(kind),
        "due_at": _moment(cells.get("due_at", ""), first),
        "text": cells.get("text", ""),
        "expected": cells.get("expected", ""),
        "by_clock": cells.get("by_clock", "ja").casefold() not in NO,
        "role": role,
        "post": _one(Post.objects.all(), "post", cells, code=cells.get("post")),
        "organisation": _one(
            Organisation.objects.all(), "organisation", cells, code=cells.get("organisation")
        ),
        "dossier": _dossier(cells, reader),
        "region": _one(Region.objects.all(), "region", cells, code=cells.get("region")),
        "indicator": _one(Indicator.objects.all(), "indicator", cells, code=cells.get("indicator")),
        "day": _day(cells.get("day", "")),
        "value": _value(cells.get("value", "")),
    }


def _one(rows: Any, name: str, cells: dict[str, str], **lookup: Any) -> Any:
    if not cells.get(name):
        return None
    found = rows.filter(**lookup).first()
    if found is None:
        raise Refusal(_("%(code)s is not known here.") % {"code": cells[name]}, field=name)
    return found


def _dossier(cells: dict[str, str], reader: User) -> Dossier | None:
    if not cells.get("dossier"):
        return None
    year, _dash, serial = cells["dossier"].partition("-")
    whole = year.isdecimal() and serial.isdecimal() and len(year) == 4 and len(serial) < 9
    lookup: dict[str, Any] = {"year": int(year), "serial": int(serial)} if whole else {"pk__in": []}
    found: Dossier | None = _one(Dossier.objects.visible_to(reader), "dossier", cells, **lookup)
    return found


def _moment(text: str, first: dt.date) -> dt.datetime:
    """A moment as it is, or a day of the story that begins on `first` with an hour."""
    if in_story := IN_STORY.fullmatch(text.strip()):
        day = first + dt.timedelta(days=int(in_story["day"]) - 1)
        text = f"{day} {in_story['clock']:0>5}"
    try:
        found = parse_datetime(text.replace(" ", "T", 1)) if text else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise Refusal(_("Write the moment like 2020-11-02 14:30 or dag 2 09:30."), field="due_at")
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _day(text: str) -> dt.date | None:
    found: dt.date | None = _parsed(parse_date, text, "day", _("Write the day like 2020-11-02."))
    return found


def _value(text: str) -> Decimal | None:
    found: Decimal | None = _parsed(_decimal, text, "value", _("Write the figure as a number."))
    return found


def _decimal(text: str) -> Decimal | None:
    found = Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))
    return found if 0 <= found < 10**9 else None


def _parsed(parse: Callable[[str], Any], text: str, field: str, sentence: str) -> Any:
    if not text:
        return None
    try:
        found = parse(text)
    except (ValueError, InvalidOperation):
        found = None
    if found is None:
        raise Refusal(sentence, field=field)
    return found
