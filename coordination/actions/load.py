"""Action points of a load: one in four open, their days around now."""

from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence
from coordination.search.load import index_load

from .models import ActionPoint, ActionStatus, ActionUpdate, Verb

POINTS = 1000


def load(load: Load) -> None:
    count = POINTS * load.scale
    load.keep(
        (_point(load, n, count) for n in range(count)),
        by=lambda point: point.created_by,
        dossier=lambda point: point.dossier_id,
        actions=("actions.added", "actions.moved"),
        remember=True,
    )
    load.keep(
        ActionUpdate(action_point=point, at=point.created_at, by=point.created_by, verb=Verb.ADDED)
        for point in load.kept["actionpoint"]
    )
    index_load(load, load.kept["actionpoint"], title="text")


def _point(load: Load, number: int, count: int) -> ActionPoint:
    body, at = load.pick("body", number), load.moment(number, count)
    user, is_open = load.pick("user", number), number % 4 == 0
    return ActionPoint(
        series=body.code,
        year=at.year,
        serial=number + 1,
        text=sentence(number).capitalize(),
        body=body,
        dossier=load.pick("dossier", number),
        owner_organisation=user.organisation,
        owner_person=user if number % 3 == 0 else None,
        due_on=load.now.date() + timedelta(days=number % 360 - 60),
        status=ActionStatus.OPEN if is_open else ActionStatus.DONE,
        created_at=at,
        created_by=user,
        done_at=None if is_open else load.now,
        done_by=None if is_open else user,
    )


bulk.add("actions", load, order=50)
