"""A meeting as the API says it."""

from typing import Any

from rest_framework import serializers

from ..models import Meeting


class MeetingSerializer(serializers.ModelSerializer[Meeting]):
    body_code = serializers.CharField(source="body.code")
    note_takers: Any = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Meeting
        fields = [
            "id",
            "body",
            "body_code",
            "dossier",
            "subject",
            "starts_at",
            "ends_at",
            "place",
            "status",
            "note_takers",
            "sequence",
            "agreed_at",
            "circulated_at",
            "adopted_at",
            "adopted_in",
            "cancelled_because",
            "version",
        ]
        read_only_fields = fields
