"""What the resources of the planning share: how they are documented, and narrowed to a team."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.response import Response

from coordination.dossiers.api.nouns import InDossier
from coordination.kit.api import expected_version
from coordination.kit.documented import verbs_of

OF_TEAM = OpenApiParameter("team", str, description="Keeps what one team plans.")
_ID = serializers.UUIDField(required=False)


documented = verbs_of()


# Something of a plan; `of_team` is the path to its team.
class Planned(InDossier):
    action_name = "planning.read"
    dossier = "team.dossier"
    of_team = "team"

    def narrowed(self, rows: Any) -> Any:
        """A list only: what a verb changed is found whatever its address asks for."""
        asked = self.request.query_params.get("team", "") if self.action == "list" else ""
        return rows.filter((self.of_team, _ID.run_validation(asked))) if asked else rows

    def remove_by(self, verb: Any) -> Response:
        """Off the plan by this verb, with the version she read."""
        found, version = self.get_object(), expected_version(self.request)
        verb(**{self.called: found}, version=version, **self.deed())
        return Response(status=204)
