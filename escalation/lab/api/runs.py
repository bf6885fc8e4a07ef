"""What replays and sweeps share over the API: the span they are asked over, and their filter."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.kit.fields import DayField, MomentField
from coordination.meetings.api.base import Nouns, VisibleField

from ..describing import followed
from ..models import ProcessVariant, Run
from ..queries.variants import list_replays
from ..services.spans import SpanFacts
from .shapes import FollowedSerializer

RUN = [
    "id", "ladder", "process", "first", "last", "known_at", "flip_weeks", "in_force", "status",
    "share", "sentence", "asked_at", "asked_by", "ended_at", "sha256", "dossier",
]  # fmt: skip


class SpanSerializer(serializers.Serializer[Any]):
    first = DayField()
    last = DayField()
    known_at = MomentField(required=False, allow_null=True, default=None)
    flip_weeks = serializers.IntegerField(required=False, default=2, min_value=1, max_value=26)
    process = VisibleField(ProcessVariant, required=False, allow_null=True, default=None)
    in_force = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Hold it against what was in force on each day instead of one ladder.",
    )


class VersionsSerializer(serializers.Serializer[Any]):
    versions = serializers.SerializerMethodField(
        help_text="With `in_force` the versions of the ladder that were followed by date."
    )

    @extend_schema_field(FollowedSerializer(many=True))
    def get_versions(self, run: Run) -> Any:
        found = followed(run) if run.in_force else []
        return [{"code": code, "first": first, "last": last} for code, first, last in found]


class RunFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    ladder = serializers.UUIDField(required=False)


class Runs(Nouns):
    """What the resources of runs share."""

    action_name = "lab.read"
    http_method_names = ["get", "post", "head", "options"]
    filter_serializer = RunFilterSerializer
    rows: Any = staticmethod(list_replays)

    def get_queryset(self) -> Any:
        rows = self.rows(self.request.user)
        if getattr(self, "action", "") == "list":
            return rows.filter(**self.wanted())
        return rows.defer("asks")

    def span(self, sent: dict[str, Any]) -> SpanFacts:
        names = ("first", "last", "known_at", "flip_weeks", "process", "in_force")
        return SpanFacts(**{name: sent[name] for name in names})
