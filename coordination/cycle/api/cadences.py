"""/api/v1/cadences with their slots, slots, and the cycles they were planned in."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import READ, problems, verbs_of
from coordination.kit.resources import as_read
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.api.base import Nouns

from ..models import Cadence, Cycle, Slot
from ..services.cadences import CadenceFacts, add_cadence, change_cadence
from ..services.planning import plan_cadence
from ..services.slots import SlotFacts, add_slot, change_slot, remove_slot
from .inserting import Inserts
from .serializers import (
    ByCadenceSerializer,
    CadenceFactsSerializer,
    CadenceSerializer,
    CycleSerializer,
    NoFilterSerializer,
    PlannedSerializer,
    SlotFactsSerializer,
    SlotSerializer,
    UntilSerializer,
)
from .shifting import Shifts
from .skipping import Resumes, Skips

CADENCE = OpenApiExample(
    "A cadence of two weeks",
    value={
        "name_nl": "Tweewekelijkse cyclus",
        "name_en": "Two-week cycle",
        "dossier": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
        "length": 14,
        "anchor": "2020-11-02",
    },
    request_only=True,
)


documented = verbs_of()


class Rhythm(Nouns):
    """Read by who may see the dossier; written by who keeps its rhythm."""

    action_name = "cycle.read"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    filter_serializer: type[serializers.Serializer[Any]] = NoFilterSerializer

    def facts_of(self, asks: type[serializers.Serializer[Any]], kept: dict[str, Any]) -> Any:
        """What was sent over what stands there now (`kept`), as `asks` reads it."""
        known = self.get_serializer_context()
        serializer = asks(data=self.request.data, partial=bool(kept), context=known)
        return {**kept, **as_read(serializer, self.shown_fields())}


@extend_schema_view(
    list=extend_schema(summary="Cadences you may see"),
    retrieve=extend_schema(
        summary="One cadence, with its version as ETag",
        responses={200: CadenceSerializer, **problems(*READ)},
    ),
)
class CadenceViewSet(Inserts, Shifts, Skips, Rhythm):
    """A rhythm that comes back."""

    action_names = {
        "create": "cycle.plan",
        "partial_update": "cycle.plan",
        "plan": "cycle.plan",
        "skipping": "cycle.plan",
        "skip": "cycle.plan",
        "shift_preview": "cycle.plan",
        "shift": "cycle.plan",
        "undo_shift": "cycle.plan",
        "insert": "cycle.plan",
        "insert_preview": "cycle.plan",
        "undo_insert": "cycle.plan",
        "add_slot": "cycle.plan",
    }
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = CadenceSerializer
    queryset = Cadence.objects.none()
    pointers = {"day": "day_offset"}

    def get_queryset(self) -> Any:
        found = Cadence.objects.visible_to(self.request.user).select_related("dossier")
        return found.order_by("outside", "anchor", "name_nl", "pk")

    @extend_schema(examples=[CADENCE])
    @documented(
        "Add a cadence", CadenceFactsSerializer, CadenceSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        facts = CadenceFacts(**self.facts_of(CadenceFactsSerializer, {}))
        return self.said(add_cadence(facts=facts, **self.deed()), 201)

    @documented("Change a cadence", CadenceFactsSerializer, CadenceSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        cadence: Cadence = self.get_object()
        kept = standing(cadence, CadenceFactsSerializer)
        facts = CadenceFacts(**self.facts_of(CadenceFactsSerializer, kept))
        changed = change_cadence(
            cadence=cadence, facts=facts, version=self.version(), **self.deed()
        )
        return self.said(changed)

    @extend_schema(
        methods=["get"],
        summary="The slots of this cadence",
        responses={200: SlotSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def slots(self, request: Request, pk: str) -> Response:
        rows = self.get_object().slots.present().order_by("day_offset", "starts", "line", "pk")
        return Response(SlotSerializer(rows, many=True).data)

    @documented("Add a slot", SlotFactsSerializer, SlotSerializer, versioned=False, code=201)
    @slots.mapping.post
    def add_slot(self, request: Request, pk: str) -> Response:
        facts = slot_facts(self.facts_of(SlotFactsSerializer, {}))
        made = add_slot(cadence=self.get_object(), facts=facts, **self.deed())
        return Response(SlotSerializer(made).data, status=201)

    @documented("Plan ahead; never twice", UntilSerializer, PlannedSerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def plan(self, request: Request, pk: str) -> Response:
        planned = plan_cadence(cadence=self.get_object(), **self.sent(UntilSerializer))
        return Response(
            {
                "cycles": [cycle.number for cycle in planned.cycles],
                "meetings": [meeting.pk for meeting in planned.meetings],
                "deadlines": [deadline.pk for deadline in planned.deadlines],
                "closed": [
                    {"day": day, "what": what, "why": why} for day, what, why in planned.closed
                ],
            }
        )


@extend_schema_view(
    retrieve=extend_schema(
        summary="One slot, with its version as ETag",
        responses={200: SlotSerializer, **problems(*READ)},
    ),
    list=extend_schema(
        summary="Slots of the cadences you may see", parameters=[ByCadenceSerializer]
    ),
)
class SlotViewSet(Rhythm):
    """A fixed place in a cadence; added under its cadence."""

    action_names = {"partial_update": "cycle.plan", "destroy": "cycle.plan"}
    http_method_names = ["get", "patch", "delete", "head", "options"]
    serializer_class = SlotSerializer
    filter_serializer = ByCadenceSerializer
    queryset = Slot.objects.none()
    pointers = {"day": "day_offset"}

    def get_queryset(self) -> Any:
        found = Slot.objects.visible_to(self.request.user).present().select_related("cadence")
        wanted = self.wanted() if self.action == "list" else {}
        return found.filter(**wanted).order_by("cadence", "day_offset", "starts", "line", "pk")

    @documented("Change a slot", SlotFactsSerializer, SlotSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        slot: Slot = self.get_object()
        kept = standing(slot, SlotFactsSerializer)
        facts = slot_facts(self.facts_of(SlotFactsSerializer, kept))
        changed = change_slot(slot=slot, facts=facts, version=self.version(), **self.deed())
        return self.said(changed)

    @documented("Take a slot off its cadence", None, None, code=204)
    def destroy(self, request: Request, pk: str) -> Response:
        remove_slot(slot=self.get_object(), version=self.version(), **self.deed())
        return Response(status=204)


@extend_schema_view(
    list=extend_schema(
        summary="Cycles of the cadences you may see, by start", parameters=[ByCadenceSerializer]
    ),
    retrieve=extend_schema(
        summary="One cycle with its meetings",
        responses={200: CycleSerializer, **problems(*READ)},
    ),
)
class CycleViewSet(Resumes, Rhythm):
    """One turn of a cadence; made by planning or skipping."""

    action_names = {"resume": "cycle.plan"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = CycleSerializer
    filter_serializer = ByCadenceSerializer
    queryset = Cycle.objects.none()

    def get_queryset(self) -> Any:
        found = Cycle.objects.visible_to(self.request.user).prefetch_related("planned")
        wanted = self.wanted() if self.action == "list" else {}
        return found.filter(**wanted).order_by("starts_on", "number", "pk")


def standing(noun: Any, asks: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """What stands there now of the fields that `asks` reads."""
    names: list[str] = list(asks().get_fields())
    return {name: getattr(noun, name) for name in names}


def slot_facts(values: dict[str, Any]) -> SlotFacts:
    """The facts of a slot from what was sent."""
    facts = dict(values)
    number, unit = facts.pop("papers_number"), facts.pop("papers_unit")
    due = None if number is None else Offset(number, Unit(unit or Unit.WORKING_DAYS))
    return SlotFacts(**facts, papers_due=due)
