"""A consultation closes: who asked must then go on with what came in."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionStatus
from coordination.cycle.due import DueSource, FirstRule, due_items

from .models import OptionSet

POINT = "consultation__action_point"
due_items.add(
    "options.consultation",
    DueSource(
        label=_("consultation"),
        model=OptionSet,
        rows=~Q(consultation=None),
        open=Q((f"{POINT}__status", ActionStatus.OPEN), chosen=None),
        columns={
            "what": "question",
            "due": f"{POINT}__due_on",
            "due_time": f"{POINT}__due_time",
            "version": f"{POINT}__due_version",
            "body": f"{POINT}__body",
            "series": "series",
            "year": "year",
            "serial": "serial",
            "organisation": f"{POINT}__owner_organisation",
            "organisation_code": f"{POINT}__owner_organisation__code",
            "person": f"{POINT}__owner_person",
            "person_function": f"{POINT}__owner_person__function",
            "person_name": f"{POINT}__owner_person__name",
        },
        url_name="options:detail",
        rules=(FirstRule(1, "Consultatie", "Consultation"), FirstRule(1, after=True)),
    ),
    order=70,
)
