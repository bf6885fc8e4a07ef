"""/api/v1/: organisations, users, bodies, body-members, posts; written as the pages do."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from coordination.kit.api import expected_version
from coordination.kit.documented import IF_MATCH
from coordination.kit.resources import Resource, as_read

from ..models import Body, BodyMember, Organisation, Post, User
from ..queries import list_colleagues, list_posts
from ..rights.api import ByRole
from ..services import (
    add_member,
    change_body,
    change_member,
    change_organisation,
    create_body,
    create_organisation,
    create_post,
    hand_over_post,
    invite_user,
)
from .serializers import (
    BodyMemberSerializer,
    BodySerializer,
    InvitationSerializer,
    OrganisationSerializer,
    PostHandOverSerializer,
    PostSerializer,
    UserSerializer,
)


class Nouns(
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    mixins.CreateModelMixin,
    Resource,
):
    """Read through visible_to; write through the services, by the person who asks."""

    permission_classes = [ByRole]
    action_name = "people.read"
    http_method_names = ["get", "post", "patch", "head", "options"]

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)
        as_read(serializer)
        self.perform_create(serializer)
        return self.said(serializer.instance, status=201)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(self.get_object())

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change the fields that are sent; 428 without If-Match, 412 when it is an old one."""
        noun, version = self.get_object(), expected_version(request)
        serializer = self.get_serializer(noun, data=request.data, partial=True)
        as_read(serializer)
        values = {**serializer.validated_data, "version": version, **self.deed()}
        return self.said(self.change(noun, values))

    def change(self, noun: Any, values: dict[str, Any]) -> Any:
        """The noun with these fields, and its next version."""
        raise NotImplementedError


@extend_schema_view(
    list=extend_schema(summary="Organisations, by code"),
    create=extend_schema(summary="Add an organisation"),
    partial_update=extend_schema(summary="Change an organisation", parameters=[IF_MATCH]),
)
class OrganisationViewSet(Nouns):
    action_names = {"create": "people.manage", "partial_update": "people.manage"}
    serializer_class = OrganisationSerializer
    queryset = Organisation.objects.none()

    def get_queryset(self) -> Any:
        return Organisation.objects.visible_to(self.request.user).order_by("code")

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = create_organisation(**self.deed(), **serializer.validated_data)

    def change(self, noun: Organisation, values: dict[str, Any]) -> Organisation:
        return change_organisation(organisation=noun, **values)


@extend_schema_view(
    list=extend_schema(summary="Colleagues with an open account, by name (?q= narrows)"),
    create=extend_schema(
        summary="Invite somebody", request=InvitationSerializer, responses={201: UserSerializer}
    ),
)
class UserViewSet(Nouns):
    action_names = {"create": "people.invite_partner"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = UserSerializer
    queryset = User.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return list_colleagues(user, text=self.request.query_params.get("q", ""))

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        serializer = InvitationSerializer(data=request.data)
        as_read(serializer)
        made = invite_user(**self.deed(), **serializer.validated_data)
        return Response(self.get_serializer(made).data, status=201)


@extend_schema_view(
    list=extend_schema(summary="Bodies, by code"),
    create=extend_schema(summary="Add a body"),
    partial_update=extend_schema(summary="Change a body", parameters=[IF_MATCH]),
)
class BodyViewSet(Nouns):
    action_names = {"create": "bodies.manage", "partial_update": "bodies.manage"}
    serializer_class = BodySerializer
    queryset = Body.objects.none()

    def get_queryset(self) -> Any:
        return Body.objects.visible_to(self.request.user).order_by("code")

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = create_body(**self.deed(), **serializer.validated_data)

    def change(self, noun: Body, values: dict[str, Any]) -> Body:
        return change_body(body=noun, **values)


@extend_schema_view(
    list=extend_schema(summary="Who takes part in which body (?body= keeps one)"),
    create=extend_schema(summary="Name a member"),
    partial_update=extend_schema(summary="Change a member", parameters=[IF_MATCH]),
)
class BodyMemberViewSet(Nouns):
    action_names = {"create": "bodies.members", "partial_update": "bodies.members"}
    serializer_class = BodyMemberSerializer
    queryset = BodyMember.objects.none()

    def get_queryset(self) -> Any:
        rows = BodyMember.objects.visible_to(self.request.user).select_related("body")
        code = self.request.query_params.get("body", "")
        if code:
            rows = rows.filter(body__code=code.replace("\0", ""))
        return rows.order_by("body__code", "organisation__code", "pk")

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = add_member(**self.deed(), **serializer.validated_data)

    def change(self, noun: BodyMember, values: dict[str, Any]) -> BodyMember:
        values.pop("body", None)
        return change_member(member=noun, **values)


@extend_schema_view(
    list=extend_schema(summary="Posts with their holder"),
    create=extend_schema(summary="Add a post"),
)
class PostViewSet(Nouns):
    action_names = {"create": "bodies.manage", "hand_over": "posts.hand_over"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = PostSerializer
    queryset = Post.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return list_posts(user)

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = create_post(**self.deed(), **serializer.validated_data)

    @extend_schema(
        summary="Hand a post over",
        parameters=[IF_MATCH],
        request=PostHandOverSerializer,
        responses=PostSerializer,
    )
    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request: Request, pk: str) -> Response:
        post, version = self.get_object(), expected_version(request)
        serializer = PostHandOverSerializer(data=request.data)
        as_read(serializer)
        to = serializer.validated_data["to"]
        return self.said(hand_over_post(post=post, version=version, to=to, **self.deed()))
