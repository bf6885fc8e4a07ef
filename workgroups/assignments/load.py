"""Assignments of a load: a draft of each team, of four parts, with three conversations to hold."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence
from workgroups.teams.models import Team

from .models import Assignment, AssignmentPart, Consultation

PARTS, CONSULTATIONS = 4, 3


def load(load: Load) -> None:
    drafts = [_draft(load, team, number) for number, team in enumerate(load.kept["team"])]
    load.keep(
        drafts,
        by=lambda draft: draft.created_by,
        dossier=lambda draft: draft.team_id,
        actions=("assignments.drafted",),
    )
    load.keep(_parts(drafts))
    load.keep(_consultations(load, drafts))


def _draft(load: Load, team: Team, number: int) -> Assignment:
    return Assignment(
        team=team,
        major=0,
        minor=2,
        text=sentence(number, 60).capitalize(),
        scope=sentence(number + 1, 120).capitalize(),
        created_at=load.now - timedelta(days=number % 60),
        created_by=load.pick("user", number),
    )


def _parts(drafts: list[Assignment]) -> Iterator[AssignmentPart]:
    for number, draft in enumerate(drafts):
        for position in range(1, PARTS + 1):
            yield AssignmentPart(
                assignment=draft,
                position=position,
                title=sentence(number + position, 4).capitalize(),
                text=sentence(number, 30),
            )


def _consultations(load: Load, drafts: list[Assignment]) -> Iterator[Consultation]:
    today = load.now.date()
    for number, draft in enumerate(drafts):
        for position in range(1, CONSULTATIONS + 1):
            yield Consultation(
                assignment=draft,
                position=position,
                organisation=load.pick("organisation", number + position),
                subject=sentence(number + position, 5),
                due_on=today + timedelta(days=(number + position) % 30 - 10),
            )


bulk.add("assignments", load, order=92)
