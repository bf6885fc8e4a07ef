"""A point added as one typed line."""

from datetime import datetime

from django.utils import timezone

from coordination.dossiers.models import Dossier
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import ActionPoint
from ..queries.typed import read_typed
from .adding import add_action_point, ask_to_add
from .saving import checked


class NotRead(Refusal):
    """The line lacks an owner or a day, or something in it cannot be."""


def add_typed_point(*, dossier: Dossier, typed: str, by: User, at: datetime) -> ActionPoint:
    """An open point from "@VWS sheets invullen uiterlijk wo".

    Refuses a line in which the owner, the term or the words are missing, with a sentence per lack,
    and all that add_action_point refuses.
    """
    ask_to_add(dossier, by)
    line = checked(typed)
    point = read_typed(line, reader=by, on=timezone.localdate(at))
    if point.problems or point.owner is None or point.term is None:
        raise NotRead(" ".join(point.problems), field="text")
    return add_action_point(
        dossier=dossier,
        text=point.read.text,
        owner=point.owner,
        term=point.term,
        also=point.also,
        kind=point.kind,
        by=by,
        at=at,
    )
