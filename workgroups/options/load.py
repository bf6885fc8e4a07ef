"""Questions with variants of a load: one of each team, with four variants, remarks and a pilot."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence
from workgroups.teams.models import Team

from .models import ASPECTS, OptionSet, Pilot, Remark, Variant

VARIANTS, REMARKS = 4, 3


def load(load: Load) -> None:
    teams: list[Team] = load.kept["team"]
    sets = [_set(load, team, number) for number, team in enumerate(teams)]
    load.keep(
        sets,
        by=lambda one: one.created_by,
        dossier=lambda one: one.dossier_id,
        actions=("options.started",),
    )
    variants = list(_variants(load, sets))
    load.keep(variants)
    load.keep(_remarks(load, variants))
    load.keep(
        Pilot(
            variant=variant,
            place=sentence(number, 2).capitalize(),
            starts_on=load.now.date() + timedelta(days=number % 60),
            created_at=load.now,
            created_by=variant.created_by,
        )
        for number, variant in enumerate(variants[::VARIANTS])
    )


def _set(load: Load, team: Team, number: int) -> OptionSet:
    return OptionSet(
        series=team.code,
        year=load.now.year,
        serial=1,
        question=f"{sentence(number).capitalize()}?",
        dossier=team.dossier,
        team=team,
        created_at=load.now - timedelta(days=number % 90),
        created_by=load.pick("user", number),
    )


def _variants(load: Load, sets: list[OptionSet]) -> Iterator[Variant]:
    """Each says something of every aspect."""
    for number, options in enumerate(sets):
        for position in range(1, VARIANTS + 1):
            by = load.pick("user", number + position)
            yield Variant(
                options=options,
                position=position,
                title=sentence(number + position, 4).capitalize(),
                organisation=by.organisation,
                created_at=options.created_at,
                created_by=by,
                **{name: sentence(number + place, 25) for place, name in enumerate(ASPECTS)},
            )


def _remarks(load: Load, variants: list[Variant]) -> Iterator[Remark]:
    for number, variant in enumerate(variants):
        for place in range(REMARKS):
            by = load.pick("user", number * REMARKS + place)
            yield Remark(
                options=variant.options,
                variant=variant,
                text=sentence(number + place, 15),
                organisation=by.organisation,
                at=load.now,
                by=by,
            )


bulk.add("options", load, order=94)
