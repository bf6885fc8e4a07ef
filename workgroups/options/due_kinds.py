"""A consultation closes: who asked must then go on with what came in."""

import datetime as dt

from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.cycle.due import DueSource, FirstRule, due_items
from coordination.cycle.stood import Stood, read, the_one

from .models import OptionSet

POINT = "consultation__action_point"
TERM = {
    "due": f"{POINT}__due_on",
    "due_time": f"{POINT}__due_time",
    "version": f"{POINT}__due_version",
}
OWNED = {
    "organisation": f"{POINT}__owner_organisation",
    "organisation_code": f"{POINT}__owner_organisation__code",
    "person": f"{POINT}__owner_person",
    "person_function": f"{POINT}__owner_person__function",
    "person_name": f"{POINT}__owner_person__name",
}


def _then(at: dt.datetime) -> Stood:
    """With the term and the owner that the point of its consultation had then."""
    point = the_one(ActionPoint, at, f"{POINT}_id")
    paths = {name: path.removeprefix(f"{POINT}__") for name, path in {**TERM, **OWNED}.items()}
    return Stood(
        rows=~Q(consultation=None) & Q(Exists(point)),
        open=Q(Exists(point.filter(status=ActionStatus.OPEN)), chosen=None),
        extra={f"{name}_then": read(point, path) for name, path in paths.items()},
        columns={name: f"{name}_then" for name in paths},
    )


due_items.add(
    "options.consultation",
    DueSource(
        label=_("consultation"),
        model=OptionSet,
        rows=~Q(consultation=None),
        open=Q((f"{POINT}__status", ActionStatus.OPEN), chosen=None),
        columns={
            "what": "question",
            **TERM,
            "body": f"{POINT}__body",
            "series": "series",
            "year": "year",
            "serial": "serial",
            **OWNED,
        },
        url_name="options:detail",
        then=_then,
        rules=(FirstRule(1, "Consultatie", "Consultation"), FirstRule(1, after=True)),
    ),
    order=70,
)
