"""Each operation is one verb of the services, with the version from If-Match."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import Pointing
from coordination.kit import clock
from coordination.kit.api import expected_version
from coordination.kit.documented import READ, problems, verbs_of

from .. import services
from ..models import AdviceRequest
from ..queries.line import line_views, put_where_shown
from ..services import Asked
from .serializers import (
    AdviceRequestSerializer,
    AnswerSerializer,
    LineWordsSerializer,
    LinkSerializer,
    StartLineSerializer,
    StopFactsSerializer,
    StopSerializer,
    WithdrawLineSerializer,
)

TEAM = OpenApiParameter("team", str, description="Keeps the lines of one team.")
RUNNING = OpenApiParameter("running", bool, description="Keeps those that run, or that ended.")


class WantedSerializer(serializers.Serializer[Any]):
    """Which lines a list keeps."""

    team = serializers.UUIDField(required=False)
    running = serializers.BooleanField(required=False, allow_null=True, default=None)


documented = verbs_of(AdviceRequestSerializer)


@extend_schema_view(
    list=extend_schema(summary="Advice lines, last asked first", parameters=[TEAM, RUNNING]),
    retrieve=extend_schema(
        summary="One line with its stops",
        responses={200: AdviceRequestSerializer, **problems(*READ)},
    ),
)
class AdviceRequestViewSet(Pointing):
    action_name = "advice.read"
    action_names = dict.fromkeys(
        [
            "create",
            "partial_update",
            "answer",
            "take_back_answer",
            "decision",
            "withdraw",
            "resume",
            "stops",
        ],
        "advice.keep",
    )
    called = "line"
    serializer_class = AdviceRequestSerializer
    queryset = AdviceRequest.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        rows = AdviceRequest.objects.visible_to(user)
        if self.action == "list":
            wanted = WantedSerializer(data=self.request.query_params)
            wanted.is_valid(raise_exception=True)
            asked = wanted.validated_data
            if "team" in asked:
                rows = rows.filter(team=asked["team"])
            if asked["running"] is not None:
                running = AdviceRequest.objects.running().values("pk")
                rows = (
                    rows.filter(pk__in=running)
                    if asked["running"]
                    else rows.exclude(pk__in=running)
                )
        rows = rows.select_related("team", "dossier", "asked_item")
        return self.seen(rows).order_by("-asked_on", "-serial", "pk")

    def get_serializer(self, *args: Any, **more: Any) -> Any:
        """With the stops of all lines at once."""
        if args and args[0] is not None:
            lines = list(args[0]) if more.get("many") else [args[0]]
            user: Any = self.request.user
            views = line_views(user, lines, at=clock.now())
            more["context"] = {
                **self.get_serializer_context(),
                "views": {view.line.pk: view for view in views},
            }
            args = (lines if more.get("many") else lines[0], *args[1:])
        return super().get_serializer(*args, **more)

    @documented("Put a question on the advice line", StartLineSerializer, versioned=False, code=201)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.start_line(asked=Asked(**self.sent(StartLineSerializer)), **self.deed())
        return self.said(made, 201)

    @documented("Change its words", LineWordsSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        line = self.get_object()
        words = {"question": line.question, "background": line.background}
        return self.run(services.edit_line, **words | self.sent(LineWordsSerializer))

    @documented("Note the answer", AnswerSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        return self.run(services.answer_line, AnswerSerializer)

    @documented("Take the answer back")
    @action(detail=True, methods=["post"], url_path="take-back-answer")
    def take_back_answer(self, request: Request, pk: str) -> Response:
        return self.run(services.take_back_answer)

    @documented("Note the decision it led to", LinkSerializer)
    @action(detail=True, methods=["post"])
    def decision(self, request: Request, pk: str) -> Response:
        return self.run(services.link_decision, LinkSerializer)

    @documented("Withdraw it", WithdrawLineSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.run(services.withdraw_line, WithdrawLineSerializer)

    @documented("Take a withdrawn line up again")
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        return self.run(services.resume_line)

    @documented(
        "Add a stop; If-Match carries the version of the line",
        StopFactsSerializer,
        StopSerializer,
        code=201,
    )
    @action(detail=True, methods=["post"])
    def stops(self, request: Request, pk: str) -> Response:
        line, version = self.get_object(), expected_version(request)
        facts = services.StopFacts(**self.sent(StopFactsSerializer))
        made = services.add_stop(line=line, facts=facts, version=version, **self.deed())
        placed = type(made).objects.with_seen(self.request.user).get(pk=made.pk)
        put_where_shown(self.request.user, [placed])
        return Response(StopSerializer(placed).data, status=201)
