"""/api/v1/advice-stops: where a line stops, and putting that on an agenda."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import InDossier
from coordination.kit.documented import READ, problems
from coordination.papers.models import Paper

from .. import services
from ..models import Stop
from ..queries.line import put_where_shown
from ..queries.placing import stands_unseen
from .resources import documented
from .serializers import (
    OnAgendaSerializer,
    PaperOfStopSerializer,
    StopFactsSerializer,
    StopPaperSerializer,
    StopSerializer,
)

OF = OpenApiParameter("request", str, description="Keeps the stops of one line.")


@extend_schema_view(
    list=extend_schema(summary="Stops, in the order of their lines", parameters=[OF]),
    retrieve=extend_schema(summary="One stop", responses={200: StopSerializer, **problems(*READ)}),
)
class AdviceStopViewSet(InDossier):
    action_name = "advice.read"
    action_names = dict.fromkeys(
        [
            "partial_update",
            "take_back_change",
            "remove",
            "restore",
            "agenda",
            "add_paper",
            "remove_paper",
        ],
        "advice.keep",
    )
    dossier = "request.dossier"
    called = "stop"
    serializer_class = StopSerializer
    queryset = Stop.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = Stop.objects.visible_to(self.request.user).with_seen(self.request.user)
        if self.action == "list":
            rows = rows.present()
            wanted = self.request.query_params.get("request", "")
            if wanted:
                rows = rows.filter(request=self.filter_query.run_validation(wanted))
        return rows.select_related("request__dossier", "request__team", "slot").order_by(
            "request__asked_on", "request", "position", "created_at", "pk"
        )

    def get_serializer(self, *args: Any, **more: Any) -> Any:
        """Each in its meeting as the page of its line shows it."""
        if args and args[0] is not None:
            shown = list(args[0]) if more.get("many") else [args[0]]
            put_where_shown(self.request.user, shown)
            args = (shown if more.get("many") else shown[0], *args[1:])
        return super().get_serializer(*args, **more)

    def show_current(self, noun: Any) -> dict[str, Any]:
        """Found anew: what a verb locked does not say what she may see of it."""
        return super().show_current(self.get_queryset().get(pk=noun.pk))

    @documented("Another meeting or purpose", StopFactsSerializer, StopSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        stop = self.get_object()
        user: Any = request.user
        start: dict[str, Any] = {
            "purpose": stop.purpose,
            "meeting": None if stands_unseen(stop, user) else stop.meeting,
            "body": stop.body,
            "answers": stop.answers,
        }
        sent = self.sent(StopFactsSerializer, partial=True)
        if sent.get("meeting") is not None and "body" not in sent:
            start["body"] = None
        facts = services.StopFacts(**start | sent)
        return self.run(services.change_stop, facts=facts)

    @documented("Take the last change back", said=StopSerializer)
    @action(detail=True, methods=["post"], url_path="take-back-change")
    def take_back_change(self, request: Request, pk: str) -> Response:
        return self.run(services.take_back_change)

    @documented("Remove it", said=StopSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.run(services.remove_stop)

    @documented("Put a removed stop back", said=StopSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.run(services.restore_stop)

    @documented(
        "Put it on the agenda of its meeting, with its papers", OnAgendaSerializer, StopSerializer
    )
    @action(detail=True, methods=["post"])
    def agenda(self, request: Request, pk: str) -> Response:
        return self.run(services.put_on_agenda, OnAgendaSerializer)

    @extend_schema(
        summary="The papers meant for it that you may see",
        responses={200: StopPaperSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, pagination_class=None)
    def papers(self, request: Request, pk: str) -> Response:
        return Response(StopPaperSerializer(self._seen(self.get_object()), many=True).data)

    @documented(
        "A paper for it", PaperOfStopSerializer, StopPaperSerializer, versioned=False, code=201
    )
    @papers.mapping.post
    def add_paper(self, request: Request, pk: str) -> Response:
        stop = self.get_object()
        made = services.add_stop_paper(stop=stop, **self.sent(PaperOfStopSerializer), **self.deed())
        return Response(StopPaperSerializer(made).data, status=201)

    @documented("A paper off it", PaperOfStopSerializer, said=None, versioned=False, code=204)
    @action(detail=True, methods=["post"], url_path="remove-paper")
    def remove_paper(self, request: Request, pk: str) -> Response:
        stop = self.get_object()
        rows = self._seen(stop).select_related("stop__request__dossier", "paper")
        attached = get_object_or_404(rows, paper=self.sent(PaperOfStopSerializer)["paper"])
        services.remove_stop_paper(attached=attached, **self.deed())
        return Response(status=204)

    def _seen(self, stop: Stop) -> Any:
        seen = Paper.objects.visible_to(self.request.user).present()
        return stop.papers.filter(paper__in=seen).order_by("added_at", "pk")
