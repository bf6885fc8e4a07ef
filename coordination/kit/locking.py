"""One at a time: a row is read again under lock; then rights are asked, then its version.

In that order, so that who may not do a deed learns nothing of what stands there.
"""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from .refusals import Stale

N = TypeVar("N", bound=models.Model)


def locked(noun: N) -> N:
    """`noun` as it stands now, locked until the deed is done."""
    # the person of a request is a lazy object; its __class__ is her model
    manager: Any = noun.__class__._default_manager
    found: N = manager.select_for_update(of=("self",)).get(pk=noun.pk)
    return found


def refuse_stale(noun: Any, version: int, sentence: Any = None) -> None:
    """Refuse another `version` than stands there now, with a `sentence` of its own if need be."""
    if noun.version != version:
        said = sentence or _(
            "Somebody else changed this first. Both texts stand here; choose or combine them."
        )
        raise Stale(said, current=noun)
