"""Each operation is one verb of the services, with the version from If-Match."""

from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.looking_back import LooksBack
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.api import expected_version
from coordination.kit.asof import AsOfSerializer
from coordination.kit.resources import Resource, as_read
from coordination.people.rights.api import ByRole

from .. import services
from ..models import ActionKind, ActionPart, ActionPoint, counted_for
from ..queries.filters import TERMS, Filters, find_points
from .serializers import (
    ActionPointSerializer,
    AddSerializer,
    ChangeSerializer,
    CommentSerializer,
    HandOverSerializer,
    MoveSerializer,
    PartSerializer,
    ReasonSerializer,
    ReportSerializer,
    SplitSerializer,
)
from .together import Together

FILTERS = [
    OpenApiParameter("q", str, description="Words in the text, or a whole number."),
    OpenApiParameter("owner", str, description="Code of the owner organisation."),
    OpenApiParameter("dossier", str, description="Number of the dossier, like 2020-0042."),
    OpenApiParameter("body", str, description="Code of the body."),
    OpenApiParameter("term", str, enum=list(TERMS)),
    OpenApiParameter("status", str, enum=["open", "done", "dropped", "all"]),
    OpenApiParameter("kind", str, enum=list(ActionKind.values)),
    OpenApiParameter("mine", str, enum=["1"], description="By name or by post."),
    OpenApiParameter("ours", str, enum=["1"], description="Of her organisation."),
]
OWNER = {"organisation": "5c0f2a3e-2c1d-4b7e-8d2a-6a1f0e9b7c55"}
TERM = {"due_on": "2020-11-04", "due_time": "17:00:00"}
ADD = OpenApiExample(
    "A point that came by mail",
    value={
        "text": "Lijst van leden per ministerie aanvullen",
        "dossier": "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01",
        "owner": OWNER,
        "term": TERM,
        "source": "mail van 3 november",
    },
    request_only=True,
)
MOVE = OpenApiExample(
    "Two days later", value={"term": TERM, "reason": "Wacht op de cijfers"}, request_only=True
)
POINT = {200: ActionPointSerializer}


@extend_schema_view(
    list=extend_schema(summary="Action points, soonest first", parameters=FILTERS),
    retrieve=extend_schema(
        summary="One action point; its ETag is its version", parameters=[AsOfSerializer]
    ),
)
class ActionPointViewSet(
    Together, LooksBack, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource
):
    permission_classes = [ByRole]
    action_name = "actions.read"
    action_names = {
        "create": "actions.add",
        "complete": "actions.update",
        "reopen": "actions.update",
        "confirm": "actions.update",
        "reserve": "actions.update",
        "hand_over": "actions.update",
        "parts": "actions.update",
        "comments": "actions.update",
        "undo": "actions.update",
        "change": "actions.update",
        "together": "actions.update",
        "undo_together": "actions.update",
        "move": "actions.manage",
        "split": "actions.manage",
        "drop": "actions.manage",
        "restore": "actions.manage",
    }
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ActionPointSerializer
    queryset = ActionPoint.objects.none()

    def get_queryset(self) -> Any:
        user = self.request.user
        if self.action == "list":
            wanted = Filters.read(self.request.query_params)
            found = find_points(user, wanted, now=clock.now()).order_by("due_on", "serial", "pk")
        else:
            found = ActionPoint.objects.visible_to(user)
        seen = Dossier.objects.visible_to(user).filter(pk=OuterRef("dossier"))
        counted = ExpressionWrapper(counted_for(user), output_field=BooleanField())
        found = found.annotate(dossier_seen=Exists(seen), counted=counted)
        return found.prefetch_related("parts", "also")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        point = self.get_object()
        return self.looked_back(point) or self.answer(point)

    @extend_schema(
        summary="Add a point without a meeting",
        request=AddSerializer,
        responses={201: ActionPointSerializer},
        examples=[ADD],
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.add_action_point(**self.sent(AddSerializer), **self.deed())
        return self.answer(made, status=201)

    @extend_schema(summary="Report it as done", request=None, responses=POINT)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        return self.run(services.complete_action_point)

    @extend_schema(summary="Open it again", request=None, responses=POINT)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.run(services.reopen_action_point)

    @extend_schema(
        summary="Move its term", request=MoveSerializer, responses=POINT, examples=[MOVE]
    )
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        sent = self.sent(MoveSerializer)
        return self.run(services.move_term, term=sent["term"]["term"], reason=sent["reason"])

    @extend_schema(summary="Hand it over", request=HandOverSerializer, responses=POINT)
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, pk: str) -> Response:
        sent = self.sent(HandOverSerializer)
        return self.run(services.hand_over, to=sent["owner"]["owner"], reason=sent["reason"])

    @extend_schema(
        summary="Change term, owner and state at once", request=ChangeSerializer, responses=POINT
    )
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        return self.run(services.change_action_point, **self.sent(ChangeSerializer))

    @extend_schema(summary="Drop it", request=ReasonSerializer, responses=POINT)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        return self.run(services.drop_action_point, **self.sent(ReasonSerializer))

    @extend_schema(summary="Take back that it was dropped", request=None, responses=POINT)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.run(services.restore_action_point)

    @extend_schema(summary="Confirm it as its owner", request=None, responses=POINT)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        return self.run(services.confirm_assent)

    @extend_schema(summary="Keep a reservation", request=ReasonSerializer, responses=POINT)
    @action(detail=True, methods=["post"])
    def reserve(self, request: Request, pk: str) -> Response:
        return self.run(services.keep_reservation, **self.sent(ReasonSerializer))

    @extend_schema(summary="Undo the deed that made this version", request=None, responses=POINT)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return self.run(services.undo_action_point)

    @extend_schema(
        summary="Split it into several; the new points come back",
        request=SplitSerializer,
        responses={201: ActionPointSerializer(many=True)},
    )
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        made = self.do(services.split_action_point, **self.sent(SplitSerializer))
        found = self.get_queryset().filter(pk__in=[one.pk for one in made]).order_by("serial")
        return Response(self.get_serializer(found, many=True).data, status=201)

    @extend_schema(
        summary="Report on one organisation's part; If-Match carries the version of the part",
        request=ReportSerializer,
        responses={200: PartSerializer},
    )
    @action(detail=True, methods=["post"])
    def parts(self, request: Request, pk: str) -> Response:
        sent, version = ReportSerializer(data=request.data), expected_version(request)
        point = self.get_object()
        as_read(sent)
        part, status = sent.part_of(point), sent.validated_data["status"]
        part = services.report_part(part=part, version=version, status=status, **self.deed())
        return self.said(part)

    @extend_schema(summary="Add a remark", request=CommentSerializer, responses={201: None})
    @action(detail=True, methods=["post"])
    def comments(self, request: Request, pk: str) -> Response:
        point = self.get_object()
        sent = self.sent(CommentSerializer)
        services.comment_on_action_point(point=point, text=sent["text"], **self.deed())
        return Response(status=201)

    def do(self, verb: Any, **values: Any) -> Any:
        """Run the verb on the point, against the version in If-Match."""
        point, version = self.get_object(), expected_version(self.request)
        return verb(point=point, version=version, **values, **self.deed())

    def run(self, verb: Any, **values: Any) -> Response:
        return self.answer(self.do(verb, **values))

    def answer(self, point: ActionPoint, *, status: int = 200) -> Response:
        found = self.get_queryset().filter(pk=point.pk).first()
        if found is None:
            # handed over to where she can no longer see it
            return Response(status=204)
        return self.said(found, status)

    def show_current(self, noun: Any) -> dict[str, Any]:
        if isinstance(noun, ActionPart):
            return dict(PartSerializer(noun).data)
        found = noun if hasattr(noun, "dossier_seen") else self.get_queryset().get(pk=noun.pk)
        return super().show_current(found)
