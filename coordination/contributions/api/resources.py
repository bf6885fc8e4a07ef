"""Each operation is one verb of the services, with the version from If-Match."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.actions.api.serializers import PartSerializer
from coordination.actions.models import ActionPart, ActionPoint
from coordination.dossiers.api.nouns import InDossier
from coordination.kit.api import MeasuredJSONParser, expected_version, with_version
from coordination.kit.documented import READ, problems, verbs_of

from .. import services
from ..models import Contribution, Reply
from ..queries.listing import CLOSED, MINE, OPEN, list_contributions
from .serializers import (
    AskSerializer,
    ContributionSerializer,
    GiveSerializer,
    ReplySerializer,
    WithdrawalSerializer,
)

TABS = OpenApiParameter("tab", str, enum=[OPEN, MINE, CLOSED], description="Open unless said.")
OF = OpenApiParameter("contribution", str, description="Keeps the replies to one request.")


documented = verbs_of(ContributionSerializer)


@extend_schema_view(
    list=extend_schema(summary="Requests for input, soonest first", parameters=[TABS]),
    retrieve=extend_schema(
        summary="One request; its ETag is the version of its action point",
        responses={200: ContributionSerializer, **problems(*READ)},
    ),
)
class ContributionViewSet(InDossier):
    action_name = "contributions.read"
    action_names = {
        "replies": "contributions.reply",
        **dict.fromkeys(
            ["create", "close", "withdraw", "remind", "stop_reminder"], "contributions.ask"
        ),
    }
    dossier = "action_point.dossier"
    called = "contribution"
    parser_classes = [MeasuredJSONParser, MultiPartParser]
    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()

    def get_queryset(self) -> Any:
        if self.action == "list":
            found = list_contributions(self.request.user, self.request.query_params.get("tab", ""))
        else:
            rows = Contribution.objects.visible_to(self.request.user)
            found = rows.select_related("action_point__dossier", "action_point__body", "asked_by")
        return found.prefetch_related("action_point__parts")

    @documented(
        "Ask for input, of an existing point or with a new one",
        AskSerializer,
        versioned=False,
        code=201,
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(AskSerializer)
        ask: Any = services.ask_contribution if "point" in sent else services.ask_with_point
        return self.said(ask(**sent, **self.deed()), 201)

    @documented("Close it; a written round gives its decision")
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return self.run(services.close_contribution)

    @documented("Withdraw it", WithdrawalSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.run(services.withdraw_contribution, WithdrawalSerializer)

    @documented("Remind who has not replied, once a day", versioned=False)
    @action(detail=True, methods=["post"])
    def remind(self, request: Request, pk: str) -> Response:
        contribution = self.get_object()
        services.remind_rest(contribution=contribution, **self.deed())
        return self.said(contribution)

    @documented("Stop a reminder that has not left", versioned=False)
    @action(detail=True, methods=["post"], url_path="stop-reminder")
    def stop_reminder(self, request: Request, pk: str) -> Response:
        contribution = self.get_object()
        services.take_back_reminder(contribution=contribution, **self.deed())
        return self.said(contribution)

    @documented(
        "Reply for your organisation; If-Match carries the version of its part, ETag its next",
        {"application/json": GiveSerializer, "multipart/form-data": GiveSerializer},
        ReplySerializer,
        code=201,
    )
    @action(detail=True, methods=["post"])
    def replies(self, request: Request, pk: str) -> Response:
        contribution, version = self.get_object(), expected_version(request)
        user: Any = request.user
        asked = contribution.action_point.parts.filter(organisation=user.organisation)
        if not asked.exists():
            raise Http404
        reply = services.give_reply(
            contribution=contribution,
            organisation=user.organisation,
            version=version,
            **self.sent(GiveSerializer),
            **self.deed(),
        )
        return with_version(Response(ReplySerializer(reply).data, status=201), version + 1)

    def show_current(self, noun: Any) -> dict[str, Any]:
        if isinstance(noun, ActionPart):
            return dict(PartSerializer(noun).data)
        found = noun
        if isinstance(noun, ActionPoint):
            found = Contribution.objects.select_related("action_point").get(action_point=noun)
        return super().show_current(found)


@extend_schema_view(
    list=extend_schema(summary="Replies you may see, newest first", parameters=[OF]),
    retrieve=extend_schema(
        summary="One reply", responses={200: ReplySerializer, **problems(*READ)}
    ),
)
class ReplyViewSet(InDossier):
    action_name = "contributions.read"
    action_names = {"withdraw": "contributions.reply"}
    dossier = "contribution.action_point.dossier"
    serializer_class = ReplySerializer
    queryset = Reply.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = Reply.objects.visible_to(self.request.user).select_related(
            "contribution__action_point__dossier", "organisation", "answer"
        )
        asked = self.request.query_params.get("contribution", "")
        if asked:
            rows = rows.filter(contribution=self.filter_query.run_validation(asked))
        return rows.order_by("-at", "pk")

    @documented(
        "Take the reply back; If-Match carries the version of the part", said=ReplySerializer
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        reply, version = self.get_object(), expected_version(request)
        return self.said(services.withdraw_reply(reply=reply, version=version, **self.deed()))

    def show_current(self, noun: Any) -> dict[str, Any]:
        return (
            dict(PartSerializer(noun).data)
            if isinstance(noun, ActionPart)
            else super().show_current(noun)
        )
