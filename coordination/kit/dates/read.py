"""Find the due dates in a line: introducer, day, time, in the order people write them.

- "voor vrijdag" without a time is the day before; with a time it is that time on that day.
- A time without a day is on the day of the meeting.
- What follows van, sinds, na, vorige, since, last ... is looked back on: it is not due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from coordination.kit.dates import problems, words
from coordination.kit.dates.anchors import Anchor, Introduced, read_anchor, read_lead
from coordination.kit.dates.belief import clock_is_believed, is_believed
from coordination.kit.dates.clock import Clock, read_clock
from coordination.kit.dates.moments import Moment, Scene
from coordination.kit.dates.reads import EMPTY, Calendar, DueRead, Kind
from coordination.kit.dates.rules import DAYS
from coordination.kit.dates.tokens import Token, joined, tokenize

MOST_INTRODUCERS = 4


@dataclass(frozen=True, slots=True)
class Timed:
    """A moment with its time, and the tokens it was read from."""

    moment: Moment
    clock: Clock | None
    end: int
    day_named: bool = True


def read_due(text: str, *, on: date, calendar: Calendar = EMPTY) -> list[DueRead]:
    """Return the due dates typed in `text`, in order, read from the day `on` of the meeting."""
    return list(_read(Scene(text, on, calendar), tokenize(text)))


def _read(scene: Scene, tokens: list[Token]) -> Iterator[DueRead]:
    position = 0
    while position < len(tokens):
        skipped = _looked_back_on(scene, tokens, position)
        if skipped:
            position = skipped
            continue
        found = _read_at(scene, tokens, position)
        if found is None:
            position += 1
        else:
            yield found[0]
            position = found[1]


def _looked_back_on(scene: Scene, tokens: list[Token], position: int) -> int | None:
    """Return the position after a date that is not due: van 2 november, elke vrijdag."""
    token = tokens[position]
    if token.has("numbered") and position + 1 < len(tokens):
        return position + 2 if tokens[position + 1].key[:1].isdigit() else None
    if not joined(tokens, position + 1):
        return None
    if token.has("recurring"):
        position += tokens[position + 1].has("intro") and joined(tokens, position + 2)
    elif not token.has("reference") or DAYS.read(tokens, position, scene):
        return None
    found = _timed(scene, tokens, position + 1, Introduced())
    return found.end if found else None


def _read_at(scene: Scene, tokens: list[Token], start: int) -> tuple[DueRead, int] | None:
    """Try the longest run of introducers first: "in" may also begin "in two weeks"."""
    chain = _introducers(tokens, start)
    for position, introduced in reversed(chain):
        if position >= len(tokens):
            continue
        lead = read_lead(tokens, position, scene)
        if lead is not None:
            return _anchored(scene, tokens, start, Introduced(words.FIRM), lead)
        anchor = read_anchor(tokens, position, scene, introduced)
        if anchor is not None:
            return _anchored(scene, tokens, start, introduced, anchor)
        found = _moment_at(scene, tokens, start, position, introduced)
        if found is not None:
            return found
    return None


def _introducers(tokens: list[Token], start: int) -> list[tuple[int, Introduced]]:
    """Return where the date may begin, after none, one, two ... introducing words."""
    chain = [(start, Introduced())]
    position = start
    while len(chain) <= MOST_INTRODUCERS and position < len(tokens):
        token = tokens[position]
        if not token.has("intro") or (position > start and not _goes_on(tokens, position)):
            break
        firm, exclusive = token.senses["intro"]
        before = chain[-1][1]
        position += 1
        if not _goes_on(tokens, position):
            break
        sign = token.has("hour_sign")
        known = Introduced(max(firm, before.firm), bool(exclusive) or before.exclusive, sign)
        chain.append((position, known))
    return chain


def _goes_on(tokens: list[Token], position: int) -> bool:
    """As `joined`, but an introducer may end in a colon: "Termijn: 12-11"."""
    if joined(tokens, position):
        return True
    return 0 < position < len(tokens) and tokens[position - 1].after == ":"


def _moment_at(
    scene: Scene, tokens: list[Token], start: int, position: int, introduced: Introduced
) -> tuple[DueRead, int] | None:
    vague = tokens[position].has("course") or tokens[position].has("around")
    found = None
    if vague and joined(tokens, position + 1):
        found = _timed(scene, tokens, position + 1, introduced)
    if found is None:
        vague = False
        found = _timed(scene, tokens, position, introduced)
    if found is None:
        return None
    span = (position, found.end)
    if found.day_named:
        timed = found.clock is not None
        believed = is_believed(scene.text, tokens, span, found.moment, introduced, timed=timed)
    else:
        assert found.clock is not None
        believed = clock_is_believed(scene.text, tokens, span, found.clock, introduced)
    if not believed and not vague:
        return None
    end, introduced = _trailer(tokens, found.end, introduced)
    if end is None:
        return None
    moment = replace(found.moment, kind=Kind.FUZZY) if vague and found.moment.last else found.moment
    read = _due(scene, tokens, (start, end), replace(found, moment=moment), introduced)
    return read, end


def _trailer(
    tokens: list[Token], end: int, introduced: Introduced
) -> tuple[int | None, Introduced]:
    """Vrijdag jl. is not due (None); Friday at the latest is firm."""
    if joined(tokens, end):
        if tokens[end].has("bygone"):
            return None, introduced
        if tokens[end].has("latest") and not joined(tokens, end + 1):
            return end + 1, replace(introduced, firm=words.FIRM)
        if tokens[end].has("still") and not joined(tokens, end + 1):
            return end + 1, introduced
    return end, introduced


def _timed(
    scene: Scene, tokens: list[Token], position: int, introduced: Introduced
) -> Timed | None:
    """Day and time (vrijdag om 17u), time and day (17u op vrijdag), or one of them."""
    if position >= len(tokens):
        return None
    day = None if introduced.hour_sign else DAYS.read(tokens, position, scene)
    if day is not None:
        moment, end = day
        return _with_clock(tokens, moment, end)
    firm = introduced.hour_sign or introduced.firm >= words.LEANING
    clock = read_clock(tokens, position, beside=False, dotted=firm)
    if clock is None:
        late = DAYS.read(tokens, position, scene) if introduced.hour_sign else None
        return _with_clock(tokens, *late) if late else None
    for following in (clock[1], clock[1] + 1):
        between = following == clock[1] or tokens[clock[1]].has("intro")
        if joined(tokens, following) and between:
            day = DAYS.read(tokens, following, scene)
            if day is not None and day[0].minute is None:
                return Timed(day[0], clock[0], day[1])
        if not joined(tokens, clock[1]):
            break
    today = Moment(first=scene.on, last=scene.on)
    return Timed(today, clock[0], clock[1], day_named=False)


def _with_clock(tokens: list[Token], moment: Moment, end: int) -> Timed:
    """Take in a time behind a day, with at most two small words between: "vrijdag, om 17u"."""
    if moment.kind not in (Kind.EXACT, Kind.WRONG):
        return Timed(moment, None, end)
    part: Clock | None = None
    position = end
    for _ in range(3):
        if not joined(tokens, position):
            break
        found = read_clock(tokens, position, beside=True, dotted=True)
        if found is None:
            if not (tokens[position].has("intro") or tokens[position].has("around")):
                break
            position += 1
        elif found[0].part is not None and part is None:
            part, position = found
            end = position
        else:
            return Timed(moment, found[0], found[1])
    return Timed(moment, part, end)


def _due(
    scene: Scene,
    tokens: list[Token],
    span: tuple[int, int],
    found: Timed,
    introduced: Introduced,
) -> DueRead:
    moment, clock = found.moment, found.clock
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    read = DueRead(
        start=start,
        end=end,
        words=scene.text[start:end],
        kind=moment.kind,
        problem=moment.problem,
        firm=introduced.firm == words.FIRM,
        open=moment.open,
    )
    if moment.last is None or moment.first is None:
        return read
    if clock is not None and clock.problem:
        return replace(read, kind=Kind.WRONG, problem=clock.problem)
    minute = _minute(moment, clock, exclusive=introduced.exclusive)
    on = moment.last
    if introduced.exclusive and minute is None:
        on = moment.eve or moment.first - timedelta(days=1)
    past = on < scene.on
    return replace(
        read,
        on=on,
        time=time(*divmod(minute, 60)) if minute is not None else None,
        past=past,
        since=min(moment.first, on),
        problem=problems.in_the_past(on, scene.on) if past else "",
    )


def _minute(moment: Moment, clock: Clock | None, *, exclusive: bool) -> int | None:
    """Before Friday morning is before it starts; on Friday morning is before it ends."""
    if clock is not None and clock.minute is not None:
        return clock.minute
    part = clock.part if clock is not None else moment.part
    if part is None:
        return None
    return part[0] if exclusive else part[1]


def _anchored(
    scene: Scene,
    tokens: list[Token],
    start: int,
    introduced: Introduced,
    found: tuple[Anchor, int],
) -> tuple[DueRead, int]:
    anchor, end = found
    first, last = tokens[start].start, tokens[end - 1].end
    past = anchor.on is not None and anchor.on < scene.on
    read = DueRead(
        start=first,
        end=last,
        words=scene.text[first:last],
        kind=anchor.kind,
        on=anchor.on,
        time=anchor.time,
        problem=problems.in_the_past(anchor.on, scene.on) if past and anchor.on else anchor.problem,
        firm=introduced.firm == words.FIRM,
        keep=introduced.firm == words.LEANING,
        past=past,
    )
    return read, end
