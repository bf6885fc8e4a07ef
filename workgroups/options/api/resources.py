"""/api/v1/options: each operation is one verb of the services."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.contributions.models import Contribution
from coordination.dossiers.api.nouns import Pointing
from coordination.kit.api import with_version
from coordination.kit.documented import READ, problems, verbs_of

from .. import services
from ..models import EarlierConsultation, OptionSet
from ..queries.listing import CHOSEN, OPEN, list_options
from .serializers import (
    ChooseSerializer,
    ConsultSerializer,
    OptionsSerializer,
    OptionsWordsSerializer,
    RemarkFactsSerializer,
    RemarkSerializer,
    StartOptionsSerializer,
    TakeBackRemarkSerializer,
    VariantFactsSerializer,
    VariantSerializer,
)

TABS = OpenApiParameter("tab", str, enum=[OPEN, CHOSEN], description="Open unless said.")


documented = verbs_of(OptionsSerializer)


@extend_schema_view(
    list=extend_schema(summary="Questions with variants, newest first", parameters=[TABS]),
    retrieve=extend_schema(
        summary="One question with its variants and remarks",
        responses={200: OptionsSerializer, **problems(*READ)},
    ),
)
class OptionsViewSet(Pointing):
    action_name = "options.read"
    action_names = {
        **dict.fromkeys(
            ["create", "partial_update", "consult", "choose", "take_back_choice"], "options.keep"
        ),
        **dict.fromkeys(["variants", "remarks", "take_back_remark"], "options.respond"),
    }
    called = "options"
    serializer_class = OptionsSerializer
    queryset = OptionSet.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        if self.action == "list":
            found = list_options(user, self.request.query_params.get("tab", ""))
        else:
            found = OptionSet.objects.visible_to(user).select_related(
                "dossier", "team", "consultation__action_point__dossier"
            )
        requests = Contribution.objects.visible_to(user).values("pk")
        earlier = EarlierConsultation.objects.filter(contribution__in=requests)
        found = found.prefetch_related("variants", "remarks", Prefetch("earlier", earlier))
        return self.seen(found)

    @documented("Ask a question with variants", StartOptionsSerializer, versioned=False, code=201)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(StartOptionsSerializer)
        words = services.Words(sent.pop("question"), sent.pop("background", ""))
        return self.said(services.start_options(words=words, **sent, **self.deed()), 201)

    @documented("Change its words", OptionsWordsSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        options = self.get_object()
        words = {"question": options.question, "background": options.background}
        said = services.Words(**words | self.sent(OptionsWordsSerializer))
        return self.run(services.edit_options, words=said)

    @documented("Ask others which variant is missing, until a closing date", ConsultSerializer)
    @action(detail=True, methods=["post"])
    def consult(self, request: Request, pk: str) -> Response:
        return self.run(services.consult, ConsultSerializer)

    @documented("Choose a variant by a decision", ChooseSerializer)
    @action(detail=True, methods=["post"])
    def choose(self, request: Request, pk: str) -> Response:
        self.get_object()
        sent = self.sent(ChooseSerializer)
        rejected = {one["variant"].pk: one["because"] for one in sent.pop("rejected", [])}
        return self.run(services.choose_variant, choice=services.Choice(**sent, rejected=rejected))

    @documented("Take the choice back")
    @action(detail=True, methods=["post"], url_path="take-back-choice")
    def take_back_choice(self, request: Request, pk: str) -> Response:
        return self.run(services.take_back_choice)

    @documented(
        "Add a variant", VariantFactsSerializer, VariantSerializer, versioned=False, code=201
    )
    @action(detail=True, methods=["post"])
    def variants(self, request: Request, pk: str) -> Response:
        options = self.get_object()
        facts = services.VariantFacts(**self.sent(VariantFactsSerializer))
        made = services.add_variant(options=options, facts=facts, **self.deed())
        return with_version(Response(VariantSerializer(made).data, status=201), made.version)

    @documented("Make a remark", RemarkFactsSerializer, RemarkSerializer, versioned=False, code=201)
    @action(detail=True, methods=["post"])
    def remarks(self, request: Request, pk: str) -> Response:
        options = self.get_object()
        sent = self.sent(RemarkFactsSerializer)
        made = services.add_remark(options=options, **sent, **self.deed())
        return Response(RemarkSerializer(made).data, status=201)

    @documented(
        "Take a remark back", TakeBackRemarkSerializer, said=None, versioned=False, code=204
    )
    @action(detail=True, methods=["post"], url_path="take-back-remark")
    def take_back_remark(self, request: Request, pk: str) -> Response:
        options = self.get_object()
        sent = self.sent(TakeBackRemarkSerializer)["remark"]
        remark = get_object_or_404(options.remarks.filter(removed_at=None), pk=sent.pk)
        services.take_back_remark(remark=remark, **self.deed())
        return Response(status=204)
