"""Read one line of the minutes: its kind, owner, date, and what remains to show.

Only points (action, commitment, motion, and a question put to somebody) have an owner and a date
taken out of their text; a date in a fact or a decision is part of what was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from coordination.kit.dates import Calendar, DueRead, Kind, read_due
from coordination.kit.text import refuse_unsafe

from . import flags
from .kinds import EntryKind
from .mentions import Mentioned, find_mentions, mentioned, shield
from .openings import REQUEST, Opening, read_opening
from .reads import Directory, Flag, LineRead, Mention
from .remainder import plain, remainder

POINTS = frozenset({EntryKind.ACTION, EntryKind.COMMITMENT, EntryKind.MOTION})


@dataclass(frozen=True, slots=True)
class Chosen:
    """The date of a line, or why there is none; `meant` = some date was typed as its term."""

    due: DueRead | None = None
    flag: Flag | None = None
    meant: bool = False
    asides: tuple[DueRead, ...] = ()  # "z.s.m." beside a day: said, and of no more use


def read_line(
    text: str,
    *,
    on: date,
    directory: Directory,
    calendar: Calendar,
    otherwise: EntryKind | None = None,
) -> LineRead:
    """Return what `text` says, read from the day `on` of the meeting; it refuses nothing.

    What is not known or cannot be is flagged with a sentence and left in the text. `otherwise` is
    what a line is that begins with no word or sign; None lets its owner and date decide.
    """
    opening = read_opening(text)
    offset = opening.end
    request = REQUEST.match(text[offset:])
    if request and request[1]:
        offset += request.end()
    rest = text[offset:]
    mentions = find_mentions(rest, directory)
    dues = read_due(shield(rest, mentions), on=on, calendar=calendar)
    dues = [replace(due, words=rest[due.start : due.end]) for due in dues]
    requested = request is not None and bool(request[1] or opening.kind or dues)
    kind = opening.kind or otherwise or _kind(requested, mentions, dues)
    named, label = _named(opening, directory)
    line = LineRead(text, kind, "", outcome=opening.outcome)
    line = _with_people(line, (*named, *mentions), requested=requested)
    line = _with_text(line, rest, mentions, _choose(dues))
    if label and line.text:
        line = replace(line, text=f"{label}: {line.text}")
    return replace(line, due=_moved(line.due, offset), flags=(*line.flags, *_unsafe(text)))


def _named(opening: Opening, directory: Directory) -> tuple[tuple[Mentioned, ...], str]:
    """Who stands between word and colon (Actie VWS:), or else a label to keep (Optie A:)."""
    named = tuple(
        mentioned(name.lstrip("@").strip('"“” '), 0, 0, directory) for name in opening.names
    )
    meant = any(each.known for each in named) or any(name.startswith("@") for name in opening.names)
    if opening.label and not meant:
        return (), opening.label
    return named, ""


def _moved(due: DueRead | None, offset: int) -> DueRead | None:
    """The place of the words in the whole line, as typed."""
    return due and replace(due, start=due.start + offset, end=due.end + offset)


def _unsafe(text: str) -> tuple[Flag, ...]:
    return tuple(flags.unsafe(problem) for problem in refuse_unsafe(text, longest=None))


def _kind(requested: bool, mentions: list[Mentioned], dues: list[DueRead]) -> EntryKind:
    """Without a word: somebody and a date to come make an action; looking back does not."""
    term = any(due.firm or not due.past for due in dues)
    return EntryKind.ACTION if requested or (mentions and term) else EntryKind.NOTE


def _with_people(
    line: LineRead, mentioned_people: tuple[Mentioned, ...], *, requested: bool
) -> LineRead:
    """The first one mentioned owns it, the others go along; in a reservation it is hers."""
    known: dict[str, Mention] = {}
    for each in mentioned_people:
        if each.who is not None:
            known.setdefault(each.who.key, each.who)
    people = tuple(known.values())
    everyone = requested or any(each.everyone for each in mentioned_people)
    unknown = [each for each in mentioned_people if not each.known]
    if line.kind is EntryKind.RESERVATION:
        problems = [flags.unknown_reservation(each.code) for each in unknown]
        whose = people[0] if people else None
        return replace(line, reservation_by=whose, also=people[1:], flags=tuple(problems))
    return replace(
        line,
        everyone=everyone,
        owner=None if everyone or not people else people[0],
        also=people if everyone else people[1:],
        flags=tuple(flags.unknown_owner(f"@{each.code}") for each in unknown),
    )


def _with_text(line: LineRead, rest: str, mentions: list[Mentioned], chosen: Chosen) -> LineRead:
    asked = line.kind is EntryKind.QUESTION and (line.owner is not None or line.everyone)
    if line.kind not in POINTS and not asked:
        shown = plain(rest, mentions)
        flagged = line.flags if shown else (*line.flags, flags.empty())
        return replace(line, text=shown, flags=flagged)
    said = remainder(rest, mentions, chosen.due, chosen.asides)
    shown = said or plain(rest, mentions)
    found = list(line.flags)
    if chosen.flag is not None:
        found.append(chosen.flag)
    if line.kind in POINTS:
        found += _missing(line, chosen, said=said, named=bool(mentions))
    return replace(line, text=shown, due=chosen.due, flags=tuple(found))


def _missing(line: LineRead, chosen: Chosen, *, said: str, named: bool) -> list[Flag]:
    found = []
    if not said:
        found.append(flags.empty())
    if line.owner is None and not line.everyone and not line.flags and not named:
        found.append(flags.no_owner())
    if not chosen.meant:
        found.append(flags.no_date())
    return found


def _choose(dues: list[DueRead]) -> Chosen:
    """Take the one date that is meant: a firm one wins, a past one only if there is no other."""
    ahead = [due for due in dues if not due.past] or dues
    dated = [due for due in ahead if not due.open] or ahead
    firm = [due for due in dated if due.firm]
    candidates = firm if len(firm) == 1 else dated
    if not candidates:
        return Chosen()
    if len({(due.on, due.time, due.kind is Kind.WRONG) for due in candidates}) > 1:
        return Chosen(flag=flags.several_dates(candidates), meant=True)
    due = candidates[0]
    if due.kind is Kind.WRONG:
        return Chosen(flag=flags.date(due), meant=True)
    asides = tuple(each for each in dues if each.open and not due.open)
    return Chosen(due, flags.date(due) if due.problem else None, meant=True, asides=asides)
