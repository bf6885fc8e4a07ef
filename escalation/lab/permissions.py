"""Who tries variants: her role first, then whether she sees the dossier of the ladder."""

from typing import Any

from coordination.dossiers.models import Dossier


def can_run(user: Any, dossier: Dossier) -> bool:
    """Makes variants in it and replays them; whether a ladder comes of it is another right."""
    return (
        dossier.closed_at is None
        and user.may("lab.run")
        and Dossier.objects.visible_to(user).filter(pk=dossier.pk).exists()
    )
