"""Advice lines of a load: four of each team, asked over a year, one in twenty still running."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence
from workgroups.teams.models import Team

from .models import AdviceRequest, Stop, StopPurpose

LINES, RUNNING = 4, 20
ROUTE = (
    (0, StopPurpose.ASKED),
    (3, StopPurpose.DIRECTION),
    (8, StopPurpose.DIRECTION),
    (10, StopPurpose.DRAFT),
    (15, StopPurpose.OUTCOME),
)
"""Days after the question, and what for; the answer is promised at the last."""


def load(load: Load) -> None:
    teams: list[Team] = load.kept["team"]
    lines = [_line(load, teams, number) for number in range(LINES * len(teams))]
    load.keep(
        lines,
        by=lambda line: line.created_by,
        dossier=lambda line: line.dossier_id,
        actions=("advice.started",),
    )
    load.keep(_stops(load, lines))


def _line(load: Load, teams: list[Team], number: int) -> AdviceRequest:
    team, by = teams[number % len(teams)], load.pick("user", number)
    running = number % RUNNING == 0
    asked = load.now - timedelta(days=number % len(ROUTE) if running else 20 + number % 340)
    promised = asked.date() + timedelta(days=ROUTE[-1][0])
    return AdviceRequest(
        series=team.code,
        year=asked.year,
        serial=number // len(teams) + 1,
        question=f"{sentence(number).capitalize()}?",
        dossier=team.dossier,
        team=team,
        asked_on=asked.date(),
        promised_on=promised,
        promised_by=promised,
        answer="" if running else sentence(number + 1, 20),
        answered_at=None if running else asked + timedelta(days=ROUTE[-1][0]),
        answered_by=None if running else by,
        created_at=asked,
        created_by=by,
    )


def _stops(load: Load, lines: list[AdviceRequest]) -> Iterator[Stop]:
    for line in lines:
        for position, (after, purpose) in enumerate(ROUTE):
            yield Stop(
                request=line,
                position=position + 1,
                body=load.pick("body", position),
                purpose=purpose,
                answers=position == len(ROUTE) - 1,
                planned_at=line.created_at + timedelta(days=after),
                created_at=line.created_at,
                created_by=line.created_by,
            )


bulk.add("advice", load, order=93)
