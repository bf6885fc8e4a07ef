"""What the resources of nouns in a dossier share: the gate, the note of a reading, and one verb."""

from operator import attrgetter
from typing import Any

from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.api import expected_version
from coordination.kit.pointing import seen_by
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

from ..services import record_read


# Read within visible_to, which is noted where the dossier is classified. `dossier` is the path from
# a noun to its dossier, `called` the name the services know it by. What stands in a docstring here
# would be said of every resource in the schema.
class InDossier(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission_classes = [ByRole]
    http_method_names = ["get", "post", "patch", "head", "options"]
    dossier = "dossier"
    called: str

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        record_read(dossier=attrgetter(self.dossier)(found), obj=found, **self.deed())
        return self.said(found)

    def run(self, verb: Any, asks: Any = None, **values: Any) -> Response:
        """One verb on what stands at this address, with the version she read; as it stands then.

        What she may not see is not there, whatever she sent about it.
        """
        found, version = self.get_object(), expected_version(self.request)
        sent = self.sent(asks) if asks is not None else {}
        verb(**{self.called: found}, version=version, **values, **sent, **self.deed())
        return self.said(self.get_object())


# A noun that points at what not every reader may see: `seen` rows say of each what she may, and
# what a verb locked is found anew for that.
class Pointing(InDossier):
    def seen(self, rows: Any) -> Any:
        shown: Any = self.serializer_class
        return rows.annotate(**seen_by(self.request.user, shown.pointed))

    def show_current(self, noun: Any) -> dict[str, Any]:
        return super().show_current(self.get_queryset().get(pk=noun.pk))
