"""One noun as of a moment, within the rights of today; operations answer `?as_of=` with it.

@extend_schema(parameters=[AsOfSerializer])
def retrieve(...):
    return self.looked_back(noun) or self.said(noun)
"""

from datetime import datetime
from typing import Any

from django.http import Http404
from rest_framework.response import Response

from coordination.kit.asof import moment

from .asof import stood
from .models import Dossier


def stood_for(user: Any, noun: Any, at: datetime) -> Any | None:
    """The noun she may see as it stood; None too where it stood in a dossier that is closed to her.

    One query, two where it was moved to another dossier since.
    """
    found = stood(noun, at)
    was = getattr(found, "dossier_id", None)
    if was == getattr(noun, "dossier_id", None):
        return found
    return found if Dossier.objects.visible_to(user).filter(pk=was).exists() else None


class LooksBack:
    """Beside a Resource: the noun as it stood, where the query asks for a moment."""

    request: Any
    get_serializer: Any

    def looked_back(self, noun: Any) -> Response | None:
        """As it stood then, within today's rights; None for the present.

        Without an ETag: nothing is changed by how it stood. 404 before it was there, while it was
        being written, and where it stood in a dossier that is closed to who asks.
        """
        then = moment(self.request)
        if then is None:
            return None
        found = stood_for(self.request.user, noun, then.at)
        if found is None:
            raise Http404
        return Response(self.get_serializer(found).data)
