"""What is tried: a rule, or those that followed each other by date."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from escalation.ladder.queries.rule import Bound, Pace, Rule, Scale


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule, and how it is kept with what came of it."""

    rule: Rule

    @property
    def shape(self) -> tuple[Any, ...]:
        """Trials of one shape are reckoned together: they differ in numbers only."""
        rule = self.rule
        scales = tuple((one.indicator, one.per, len(one.bounds)) for one in rule.scales)
        return rule.window, rule.days, rule.measured, rule.decimals, scales

    @property
    def indicators(self) -> set[str]:
        return {scale.indicator for scale in self.rule.scales}

    def kept(self) -> dict[str, Any]:
        """As it is kept with what came of it: whole numbers and texts only."""
        rule = self.rule
        return {
            "code": rule.code,
            "window": str(rule.window),
            "days": rule.days,
            "measured": str(rule.measured),
            "decimals": rule.decimals,
            "scales": [
                {
                    "indicator": scale.indicator,
                    "per": scale.per,
                    "stale_after": scale.stale_after,
                    "bounds": [[one.rank, f"{one.lower:f}", one.inclusive] for one in scale.bounds],
                }
                for scale in rule.scales
            ],
            **asdict(rule.pace),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Trial":
        """What `kept` was made of."""
        scales = tuple(
            Scale(
                one["indicator"],
                one["per"],
                one["stale_after"],
                tuple(Bound(rank, Decimal(lower), full) for rank, lower, full in one["bounds"]),
            )
            for one in kept["scales"]
        )
        pace = Pace(kept["weeks_up"], kept["weeks_down"], kept["hysteresis"])
        rule = Rule(
            code=kept["code"],
            window=kept["window"],
            days=kept["days"],
            measured=kept["measured"],
            decimals=kept["decimals"],
            scales=scales,
            pace=pace,
        )
        return cls(rule)


@dataclass(frozen=True, slots=True)
class Part:
    """A version of the ladder on the days on which it was in force."""

    first: date
    last: date
    trial: Trial


@dataclass(frozen=True, slots=True)
class InForce:
    """What was in force: versions of the ladder that followed each other by date.

    On days of none there is no level.
    """

    parts: tuple[Part, ...]

    @property
    def indicators(self) -> set[str]:
        return {code for part in self.parts for code in part.trial.indicators}

    def kept(self) -> dict[str, Any]:
        return {
            "parts": [
                {
                    "first": part.first.isoformat(),
                    "last": part.last.isoformat(),
                    "trial": part.trial.kept(),
                }
                for part in self.parts
            ]
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "InForce":
        """What `kept` was made of."""
        return cls(
            tuple(
                Part(
                    date.fromisoformat(one["first"]),
                    date.fromisoformat(one["last"]),
                    Trial.read(one["trial"]),
                )
                for one in kept["parts"]
            )
        )


def read_tried(kept: Mapping[str, Any]) -> Trial | InForce:
    """What a replay keeps of what was tried: one rule, or those that were in force."""
    return InForce.read(kept) if "parts" in kept else Trial.read(kept)
