"""What the resources of the planning share: how they are documented, and narrowed to a team."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from coordination.kit.documented import verbs_of
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

OF_TEAM = OpenApiParameter("team", str, description="Keeps what one team plans.")
_ID = serializers.UUIDField(required=False)


documented = verbs_of()


class Planned(Resource):
    """Something of a plan; `of_team` is the path to its team."""

    permission_classes = [ByRole]
    action_name = "planning.read"
    http_method_names = ["get", "post", "patch", "head", "options"]
    of_team = "team"

    def narrowed(self, rows: Any) -> Any:
        asked = self.request.query_params.get("team", "")
        return rows.filter((self.of_team, _ID.run_validation(asked))) if asked else rows
