"""What the resources of the planning share: how they are documented, and narrowed to a team."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers

from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, VERSIONED, WRITTEN, problems
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

OF_TEAM = OpenApiParameter("team", str, description="Keeps what one team plans.")
_ID = serializers.UUIDField(required=False)


def written(summary: str, asks: Any, said: Any, *, new: bool = False) -> Any:
    """How a verb is documented; those on what stands want If-Match."""
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IDEMPOTENCY] if new else [IF_MATCH, IDEMPOTENCY],
        responses={201 if new else 200: said, **problems(*(WRITTEN if new else VERSIONED))},
    )


class Planned(Resource):
    """Something of a plan; `of_team` is the path to its team."""

    permission_classes = [ByRole]
    action_name = "planning.read"
    http_method_names = ["get", "post", "patch", "head", "options"]
    of_team = "team"

    def narrowed(self, rows: Any) -> Any:
        asked = self.request.query_params.get("team", "")
        return rows.filter((self.of_team, _ID.run_validation(asked))) if asked else rows
