"""Who sets a level in motion: her role first, then whether the region is hers to see."""

from typing import Any

from coordination.dossiers.models import Dossier
from coordination.dossiers.permissions import can_lead
from escalation.regions.models import Region

from .models import Determination


def can_change_ladder(user: Any, dossier: Dossier) -> bool:
    """Drafts and adopts its versions: a coordinator with a part in the ladder's dossier."""
    return dossier.closed_at is None and user.may("ladder.change") and can_lead(user, dossier)


def can_propose(user: Any, region: Region) -> bool:
    return user.may("levels.propose") and _sees(user, region)


def can_determine(user: Any, region: Region) -> bool:
    return user.may("levels.determine") and _sees(user, region)


def can_confirm(user: Any, determination: Determination) -> bool:
    """A second person: nobody confirms what she recorded herself."""
    if determination.determined_by_id == user.pk:
        return False
    return user.may("levels.confirm") and _sees(user, determination.region)


def _sees(user: Any, region: Region) -> bool:
    return Region.objects.visible_to(user).filter(pk=region.pk).exists()
