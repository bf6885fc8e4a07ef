"""Decisions of a load, recorded outside meetings."""

from coordination.example.bulk import Load, bulk, sentence
from coordination.search.load import index_load

from .models import Decision, DecisionStatus

DECISIONS = 200


def load(load: Load) -> None:
    count = DECISIONS * load.scale
    load.keep(
        (_decision(load, n, count) for n in range(count)),
        by=lambda decision: decision.recorded_by,
        dossier=lambda decision: decision.dossier_id,
        actions=("decisions.recorded_outside_meeting",),
        remember=True,
    )
    index_load(load, load.kept["decision"], title="text")


def _decision(load: Load, number: int, count: int) -> Decision:
    body, at = load.pick("body", number), load.moment(number, count)
    return Decision(
        series=body.code,
        year=at.year,
        serial=number + 1,
        body=body,
        taken_on=at.date(),
        dossier=load.pick("dossier", number),
        outcome_name=body.outcome_name,
        status=DecisionStatus.RECORDED,
        text=sentence(number, 12).capitalize(),
        recorded_at=at,
        recorded_by=load.pick("user", number),
        created_at=at,
    )


bulk.add("decisions", load, order=40)
