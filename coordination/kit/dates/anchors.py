"""Dates that hang on a meeting: volgend overleg, vóór de ACC, twee dagen voor MCC vrijdag."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from coordination.kit.dates import problems, words
from coordination.kit.dates.builders import counted
from coordination.kit.dates.moments import Scene
from coordination.kit.dates.reads import Kind, Sentence, local
from coordination.kit.dates.rules import DAYS
from coordination.kit.dates.tokens import Token, joined

CODE = re.compile(r"[A-Z][A-Z0-9&]+(?:-[A-Z0-9]+)*")
# Also ordinary words: a meeting only after "next".
ONLY_NEXT = frozenset({"keer", "time", "sessie", "session"})
DATE_SENSES = ("weekday", "number", "rank", "day_month", "day_month_year")


@dataclass(frozen=True, slots=True)
class Introduced:
    """What stood before: how firm (-1 = nothing), and whether the day itself is excluded."""

    firm: int = -1
    exclusive: bool = False
    hour_sign: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    kind: Kind
    on: date | None = None
    time: time | None = None
    problem: Sentence = ""


@dataclass(frozen=True, slots=True)
class Target:
    body: str | None
    day: date | None
    problem: Sentence
    end: int


def read_anchor(
    tokens: list[Token], position: int, scene: Scene, introduced: Introduced
) -> tuple[Anchor, int] | None:
    """Return when to be ready for the meeting named at `position`, and the position after it."""
    target = _target(tokens, position, scene, introduced)
    if target is None:
        return None
    return _resolve(target, scene, exclusive=introduced.exclusive), target.end


def read_lead(tokens: list[Token], position: int, scene: Scene) -> tuple[Anchor, int] | None:
    """Two days before the MCC, de dag voor het volgende overleg: counted back from its start."""
    amount = _amount(tokens, position)
    if amount is None:
        return None
    count, unit, position = amount
    if not joined(tokens, position) or tokens[position].senses.get("intro", (0, 0))[1] == 0:
        return None
    found = _target(tokens, position + 1, scene, Introduced(words.FIRM, exclusive=True))
    if found is None:
        return None
    anchor = _resolve(found, scene, exclusive=False)
    if anchor.on is None:
        return anchor, found.end
    return _earlier(anchor, anchor.on, count, unit), found.end


def _amount(tokens: list[Token], position: int) -> tuple[int, int, int] | None:
    first = tokens[position]
    if not (first.has("count") or first.has("the")):
        return None
    following = position + 1
    if not joined(tokens, following) or not tokens[following].has("unit"):
        return None
    count = first.senses["count"][0] if first.has("count") else 1
    return count, tokens[following].senses["unit"][0], following + 1


def _earlier(anchor: Anchor, on: date, count: int, unit: int) -> Anchor:
    if unit == words.HOUR and anchor.time is not None:
        start = datetime.combine(on, anchor.time) - timedelta(hours=min(count, 999))
        return Anchor(Kind.ANCHOR, start.date(), start.time())
    return Anchor(Kind.ANCHOR, counted(on, -count, unit))


def _target(
    tokens: list[Token], position: int, scene: Scene, introduced: Introduced
) -> Target | None:
    following = False
    while position < len(tokens) and (
        tokens[position].has("the")
        or tokens[position].has("next")
        or tokens[position].has("coming")
    ):
        following = following or not tokens[position].has("the")
        if not joined(tokens, position + 1):
            return None
        position += 1
    if position >= len(tokens):
        return None
    token = tokens[position]
    day, problem, end = _day_of_meeting(tokens, position + 1, scene)
    dated = day is not None or bool(problem)
    if token.has("meeting"):
        firm = introduced.firm == words.FIRM or (dated and introduced.firm >= words.LEANING)
        if following or (firm and token.key not in ONLY_NEXT):
            return Target(None, day, problem, end)
        return None
    code = scene.text[token.start : token.end]
    if scene.calendar.knows(code):
        if following or introduced.firm >= words.LEANING or (dated and introduced.firm >= 0):
            return Target(code, day, problem, end)
        return None
    unmistakable = introduced.exclusive and introduced.firm == words.FIRM
    if unmistakable and not token.senses and CODE.fullmatch(code):
        return Target(code, day, problem, end)
    return None


def _day_of_meeting(
    tokens: list[Token], position: int, scene: Scene
) -> tuple[date | None, Sentence, int]:
    """The day typed behind a meeting (MCC vrijdag, het overleg van 5 nov), its problem, the end."""
    start = position
    if joined(tokens, start) and (tokens[start].has("of") or tokens[start].has("on")):
        start += 1
    if not joined(tokens, start) or not any(tokens[start].has(sense) for sense in DATE_SENSES):
        return None, "", position
    found = DAYS.read(tokens, start, scene)
    if found is None or found[0].kind not in (Kind.EXACT, Kind.WRONG):
        return None, "", position
    moment, end = found
    return moment.last, moment.problem, end


def _resolve(target: Target, scene: Scene, *, exclusive: bool) -> Anchor:
    if target.problem:
        return Anchor(Kind.WRONG, problem=target.problem)
    if target.body is not None and not scene.calendar.knows(target.body):
        return Anchor(Kind.UNRESOLVED, problem=problems.unknown_body(target.body))
    if target.day is None:
        start = scene.calendar.next_meeting(target.body)
        problem = problems.no_meeting_planned(target.body)
    else:
        start = scene.calendar.next_meeting(target.body, on=target.day)
        problem = problems.no_meeting_on(target.body, target.day)
    if start is None:
        return Anchor(Kind.UNRESOLVED, problem=problem)
    on, at = local(start)
    if exclusive and at is None:
        on -= timedelta(days=1)
    return Anchor(Kind.ANCHOR, on, at)
