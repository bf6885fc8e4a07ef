"""Dossiers, who has a part in them and their events; written as the pages do."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.audit.models import AuditEvent
from coordination.kit import clock
from coordination.kit.api import expected_version, with_version
from coordination.kit.asof import AsOfSerializer
from coordination.kit.documented import IF_MATCH
from coordination.kit.fields import MomentField
from coordination.kit.resources import as_read
from coordination.kit.unchanged import KeepsUnchanged
from coordination.people.models import Body, Organisation, User
from coordination.people.rights.api import ByRole

from ..looking_back import LooksBack
from ..models import Dossier, DossierAccess, DossierKind, Function
from ..queries import DossierFilter, events_for, list_dossiers
from ..services import (
    change_dossier,
    close_dossier,
    end_part,
    name_member,
    open_dossier,
    record_read,
    reopen_dossier,
)


class DossierSerializer(serializers.ModelSerializer[Dossier]):
    """Classification and restriction are set on the page, with a reason."""

    number = serializers.CharField(read_only=True)
    owner = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.filter(active=True))
    primacy = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), required=False, allow_null=True
    )
    kind = serializers.ChoiceField(choices=DossierKind.choices, required=False)

    class Meta:
        model = Dossier
        fields = [
            "id",
            "number",
            "kind",
            "title",
            "owner",
            "primacy",
            "classification",
            "classified_until",
            "restricted",
            "embargo_until",
            "opened_at",
            "closed_at",
            "version",
        ]
        read_only_fields = [
            "classification",
            "classified_until",
            "restricted",
            "embargo_until",
            "opened_at",
            "closed_at",
            "version",
        ]


class AccessSerializer(serializers.ModelSerializer[DossierAccess]):
    """Exactly one of user, organisation, body and post; a post's part is given by a team only."""

    dossier = serializers.PrimaryKeyRelatedField[Dossier](queryset=Dossier.objects.none())
    user = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True
    )
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), required=False, allow_null=True
    )
    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.filter(active=True), required=False, allow_null=True
    )
    function = serializers.ChoiceField(choices=Function.choices)
    until = MomentField(required=False, allow_null=True)

    class Meta:
        model = DossierAccess
        fields = [
            "id",
            "dossier",
            "user",
            "organisation",
            "body",
            "post",
            "function",
            "since",
            "until",
        ]
        read_only_fields = ["post", "since"]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        viewer: Any = self.context["request"].user if "request" in self.context else None
        if viewer is not None:
            fields["dossier"].queryset = Dossier.objects.visible_to(viewer)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [attrs.pop(name, None) for name in ("user", "organisation", "body")]
        holders = [holder for holder in named if holder is not None]
        if len(holders) != 1:
            raise serializers.ValidationError(
                {"user": _("Name one of user, organisation and body, and no more.")}
            )
        return {**attrs, "to": holders[0], "function": Function(attrs["function"])}


class EventSerializer(serializers.ModelSerializer[AuditEvent]):
    payload = serializers.JSONField(source="parsed", read_only=True)

    class Meta:
        model = AuditEvent
        fields = [
            "stream",
            "seq",
            "at",
            "actor",
            "action",
            "object_type",
            "object_id",
            "dossier",
            "deed",
            "root",
            "payload",
            "hash",
        ]
        read_only_fields = fields


class _Deeds:
    request: Any

    def deed(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": clock.now()}


@extend_schema_view(
    list=extend_schema(summary="Dossiers you may see, newest first (?q= ?kind= ?state= ?mine=1)"),
    retrieve=extend_schema(
        summary="One dossier; its version is the ETag", parameters=[AsOfSerializer]
    ),
    create=extend_schema(summary="Open a dossier"),
    partial_update=extend_schema(summary="Change a dossier", parameters=[IF_MATCH]),
)
class DossierViewSet(
    LooksBack,
    _Deeds,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    KeepsUnchanged,
):
    permission_classes = [ByRole]
    action_name = "dossiers.read"
    action_names = {
        "create": "dossiers.open",
        "partial_update": "dossiers.change",
        "close": "dossiers.change",
        "reopen": "dossiers.change",
    }
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = DossierSerializer
    queryset = Dossier.objects.none()

    def get_queryset(self) -> Any:
        asked = self.request.query_params
        if self.action != "list":
            return Dossier.objects.visible_to(self.request.user)
        wanted = DossierFilter(
            text=asked.get("q", "")[:200],
            kind=asked.get("kind", "").replace("\0", ""),
            state=asked.get("state", "all"),
            mine=asked.get("mine") == "1",
        )
        return list_dossiers(self.request.user, wanted)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        dossier = self.get_object()
        record_read(dossier=dossier, obj=dossier, **self.deed())
        return self.looked_back(dossier) or self._answer(dossier)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        as_read(serializer)
        values = dict(serializer.validated_data)
        values["kind"] = DossierKind(values.get("kind", DossierKind.THEME))
        return self._answer(open_dossier(**values, **self.deed()), status=201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the fields that are sent; 428 without If-Match, 412 when it is an old one."""
        dossier = self.get_object()
        version = expected_version(request)
        serializer = self.get_serializer(dossier, data=request.data, partial=True)
        as_read(serializer)
        now = {name: getattr(dossier, name) for name in ("title", "kind", "owner", "primacy")}
        changed = change_dossier(
            dossier=dossier, version=version, **{**now, **serializer.validated_data}, **self.deed()
        )
        return self._answer(changed)

    @extend_schema(summary="Close a dossier", request=None, responses=DossierSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(close_dossier(dossier=self.get_object(), **self.deed()))

    @extend_schema(summary="Open a dossier again", request=None, responses=DossierSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(reopen_dossier(dossier=self.get_object(), **self.deed()))

    def show_current(self, dossier: Dossier) -> dict[str, Any]:
        """What stands there now, for who came with an old version."""
        shown: dict[str, Any] = self.get_serializer(dossier).data
        return shown

    def _answer(self, dossier: Dossier, status: int = 200) -> Response:
        answer = Response(self.show_current(dossier), status=status)
        return with_version(answer, dossier.version)


@extend_schema_view(
    list=extend_schema(summary="Who has part in dossiers you may see (?dossier= keeps one)"),
    create=extend_schema(summary="Name somebody in a dossier"),
    destroy=extend_schema(summary="End a part now; the row stays"),
)
class AccessViewSet(
    _Deeds,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[DossierAccess],
):
    permission_classes = [ByRole]
    action_name = "dossiers.read"
    action_names = {"create": "dossiers.members", "destroy": "dossiers.members"}
    serializer_class = AccessSerializer
    queryset = DossierAccess.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = DossierAccess.objects.visible_to(self.request.user).select_related("dossier")
        asked = self.request.query_params.get("dossier", "")
        if asked:
            rows = rows.filter(dossier=self.filter_query.run_validation(asked))
        return rows.order_by("-since", "pk")

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        as_read(serializer)
        named = name_member(**serializer.validated_data, **self.deed())
        return Response(self.get_serializer(named).data, status=201)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        end_part(access=self.get_object(), **self.deed())
        return Response(status=204)


@extend_schema_view(
    list=extend_schema(
        summary="Events: all for an auditor, else your own, or with ?dossier= of one you share"
    )
)
class AuditEventViewSet(mixins.ListModelMixin, viewsets.GenericViewSet[AuditEvent]):
    permission_classes = [ByRole]
    action_name = "audit.read"
    serializer_class = EventSerializer
    queryset = AuditEvent.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        asked = self.request.query_params
        dossier = asked.get("dossier", "")
        narrowed = {name: asked.get(name, "").replace("\0", "") for name in ("stream", "actor")}
        return events_for(
            self.request.user,  # type: ignore[arg-type]  # behind the gate a visitor is a User
            dossier=self.filter_query.run_validation(dossier) if dossier else None,
            **narrowed,
        )
