import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import DossierKind
from coordination.dossiers.services import open_dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Organisation, User

from ..models import Exercise
from ..permissions import can_start


@deed
def start_exercise(
    *, title: str, owner: Organisation, by: User | None, at: dt.datetime
) -> Exercise:
    """An exercise with a restricted dossier of its own, which who starts it leads.

    Refuses where this instance is no exercise. `by` is None for a loader.
    """
    if not settings.EXERCISE:
        raise Refusal(
            _("This is no exercise: start Baken with EXERCISE=1 and a database of its own.")
        )
    if by is not None and not can_start(by):
        raise NotAllowed(_("Your role does not start an exercise."))
    dossier = open_dossier(
        title=title, owner=owner, kind=DossierKind.THEME, restricted=True, by=by, at=at
    )
    made = Exercise(dossier=dossier, started_at=at, started_by=by)
    save_as(made, by=by, at=at)
    record("exercise.started", made, by=by, at=at, dossier=dossier.pk, title=title)
    return made
