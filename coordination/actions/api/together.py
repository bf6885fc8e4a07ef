"""One deed on many points: all, or none and the sentence names what is in the way."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, WRITTEN, problems

from ..models import ActionPoint
from ..services.many import Chosen, change_many, undo_many
from .serializers import ManySerializer, TogetherSerializer, UndoTogetherSerializer

ID = "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01"
EXAMPLE = OpenApiExample(
    "Two weeks later",
    value={
        "verb": "move",
        "points": [{"id": ID, "version": 3}],
        "term": {"due_on": "2020-11-18"},
        "reason": "Wacht op de cijfers",
    },
    request_only=True,
)
ANSWER: dict[Any, Any] = {200: ManySerializer, **problems(*WRITTEN)}


class Together:
    """For the resource of action points; one she may not see makes all of it unknown."""

    @extend_schema(
        summary="Complete, move or hand over several at once; `deed` undoes all of them",
        request=TogetherSerializer,
        parameters=[IDEMPOTENCY],
        responses=ANSWER,
        examples=[EXAMPLE],
    )
    @action(detail=False, methods=["post"])
    def together(self: Any, request: Request) -> Response:
        sent = self.sent(TogetherSerializer)
        versions = {one["id"]: one["version"] for one in sent["points"]}
        seen = ActionPoint.objects.visible_to(request.user).filter(pk__in=versions)
        points = list(seen.select_related("dossier", "body"))
        if len(points) < len(versions):
            raise Http404
        chosen = [Chosen(point, versions[point.pk]) for point in points]
        many = change_many(sent["verb"], chosen=chosen, **sent["said"], **self.deed())
        return Response(ManySerializer(many).data)

    @extend_schema(
        summary="Undo what one deed did to several, where none changed since",
        request=UndoTogetherSerializer,
        parameters=[IDEMPOTENCY],
        responses=ANSWER,
    )
    @action(detail=False, methods=["post"], url_path="undo-together")
    def undo_together(self: Any, request: Request) -> Response:
        deed = self.sent(UndoTogetherSerializer)["deed"]
        number = undo_many(deed_id=deed, **self.deed())
        return Response(ManySerializer({"number": number, "deed": deed}).data)
