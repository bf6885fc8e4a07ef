"""A pattern language in one screen: a rule is a line of slots over the senses of tokens.

    "weekday? day=number|rank of? month year?"

A slot is a sense or a choice of senses; its numbers are found under the sense, or under the name
put before it with `name=`; `?` makes it optional; `$` asks for a pause. The longest match of all
rules wins; where two are equally long, the one written first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordination.kit.dates.moments import Moment, Scene
from coordination.kit.dates.tokens import Token, joined


class Match:
    """The numbers of the matched slots, by label; a sense without numbers counts as present."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.numbers: dict[str, tuple[int, ...]] = {}

    def __contains__(self, label: str) -> bool:
        return label in self.numbers

    def __getitem__(self, label: str) -> int:
        return self.numbers[label][0]

    def get(self, label: str) -> int | None:
        return self.numbers[label][0] if label in self.numbers else None

    def all(self, label: str) -> tuple[int, ...]:
        return self.numbers[label]


Numbers = dict[str, tuple[int, ...]]
PAUSE = ("$",)
Build = Callable[[Match, Scene], Moment | None]


@dataclass(frozen=True, slots=True)
class Slot:
    label: str
    senses: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Rule:
    slots: tuple[Slot, ...]
    build: Build

    @property
    def starts(self) -> set[str]:
        """The senses a first token may have."""
        found: set[str] = set()
        for slot in self.slots:
            found.update(slot.senses)
            if not slot.optional:
                break
        return found


def rule(pattern: str, build: Build) -> Rule:
    return Rule(tuple(_slot(word) for word in pattern.split()), build)


def _slot(word: str) -> Slot:
    label, _, senses = word.removesuffix("?").rpartition("=")
    choice = tuple(senses.split("|"))
    return Slot(label, choice, word.endswith("?"))


class Grammar:
    def __init__(self, rules: Iterable[Rule]) -> None:
        self.by_start: dict[str, list[tuple[int, Rule]]] = {}
        for order, each in enumerate(rules):
            for sense in each.starts:
                self.by_start.setdefault(sense, []).append((order, each))

    def read(self, tokens: list[Token], start: int, scene: Scene) -> tuple[Moment, int] | None:
        """Return the moment that starts at token `start` and the position after it."""
        if start >= len(tokens):
            return None
        rules = {n: each for s in tokens[start].senses for n, each in self.by_start.get(s, ())}
        matches = ((n, each, _match(each.slots, tokens, start)) for n, each in rules.items())
        ranked = sorted(
            ((-found[1], n, each, found[0]) for n, each, found in matches if found),
            key=lambda item: item[:2],
        )
        for minus_end, _, each, numbers in ranked:
            words = scene.text[tokens[start].start : tokens[-minus_end - 1].end]
            match = Match(words)
            match.numbers = numbers
            moment = each.build(match, scene)
            if moment is not None:
                return moment, -minus_end
        return None


def _match(slots: tuple[Slot, ...], tokens: list[Token], start: int) -> tuple[Numbers, int] | None:
    return _step(slots, 0, tokens, start, start)


def _step(
    slots: tuple[Slot, ...], index: int, tokens: list[Token], position: int, start: int
) -> tuple[Numbers, int] | None:
    if index == len(slots):
        return {}, position
    slot = slots[index]
    if slot.senses == PAUSE:
        paused = _pauses(tokens, position)
        return _step(slots, index + 1, tokens, position, start) if paused else None
    if position < len(tokens) and (position == start or joined(tokens, position)):
        for sense in slot.senses:
            numbers = tokens[position].senses.get(sense)
            if numbers is None:
                continue
            rest = _step(slots, index + 1, tokens, position + 1, start)
            if rest is not None:
                return {slot.label or sense: numbers, **rest[0]}, rest[1]
    return _step(slots, index + 1, tokens, position, start) if slot.optional else None


def _pauses(tokens: list[Token], position: int) -> bool:
    """The end, punctuation, a mention, or another date after "of", "en" or a dash."""
    if not joined(tokens, position):
        return True
    following = tokens[position]
    return following.key.startswith("@") or following.has("and") or following.has("range")
