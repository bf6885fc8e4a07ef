"""What a reader may still read of what was sent to her: higher apps narrow it by what they keep.

    readers.add("dossiers", lambda user: Q(dossier=None) | Q(dossier__in=...))

Asked when she reads, not when it was sent: access that ended ends here too.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from coordination.kit.registry import Registry

readers: Registry[Callable[[Any], Q]] = Registry("mail readers")


def still_hers(user: Any) -> Q:
    """What all apps together let her read."""
    allowed = Q()
    for narrow in readers:
        allowed &= narrow(user)
    return allowed
