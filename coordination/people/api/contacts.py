"""/api/v1/outside-contacts: who answers from the mail without an account."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from coordination.kit.api import expected_version
from coordination.kit.documented import IF_MATCH, VERSIONED, problems
from coordination.kit.fields import DayField

from ..models import Organisation, OutsideContact, User
from ..queries import list_contacts
from ..services import add_contact, change_contact, end_contact, renew_contact
from .resources import Nouns
from .serializers import PlainTexts


class ContactSerializer(PlainTexts, serializers.ModelSerializer[OutsideContact]):
    """Known for at most 90 days; `sponsor` is who adds her, unless a coordinator says who."""

    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True)
    )
    sponsor = serializers.PrimaryKeyRelatedField(queryset=User.objects.active(), required=False)
    expires_on = DayField(required=False)

    class Meta:
        model = OutsideContact
        fields = ["id", "name", "address", "organisation", "sponsor", "expires_on", "version"]
        read_only_fields = ["version"]
        validators: list[Any] = []  # the service says so in a sentence


def verb(summary: str) -> Any:
    said: dict[Any, Any] = {200: ContactSerializer, **problems(*VERSIONED)}
    return extend_schema(summary=summary, request=None, parameters=[IF_MATCH], responses=said)


@extend_schema_view(
    list=extend_schema(summary="Contacts without an account, by organisation (?q= narrows)"),
    create=extend_schema(summary="Name a contact without an account"),
    partial_update=extend_schema(summary="Change a contact", parameters=[IF_MATCH]),
)
class ContactViewSet(Nouns):
    action_name = "people.contacts"
    serializer_class = ContactSerializer
    queryset = OutsideContact.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        return list_contacts(user, text=self.request.query_params.get("q", ""))

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = add_contact(**self.deed(), **serializer.validated_data)

    def change(self, noun: OutsideContact, values: dict[str, Any]) -> OutsideContact:
        return change_contact(contact=noun, **values)

    @verb("Renew for 90 days; who renews becomes the sponsor")
    @action(detail=True, methods=["post"])
    def renew(self, request: Request, pk: str) -> Response:
        return self.run(renew_contact)

    @verb("End it: nothing is mailed any more, and links no longer work")
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        return self.run(end_contact)

    def run(self, service: Any) -> Response:
        version = expected_version(self.request)
        return self.said(service(contact=self.get_object(), version=version, **self.deed()))
