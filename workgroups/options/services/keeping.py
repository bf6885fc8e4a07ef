"""A question with variants is started and its words are changed."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed
from coordination.kit.text import checked
from coordination.people.models import User
from coordination.people.services.numbers import next_number
from workgroups.teams.models import Team

from ..models import OptionSet
from ..permissions import can_start
from .saving import ONLY_WRITERS, index, keep, lock_options, note

SERIES = "VAR"


@dataclass(frozen=True)
class Words:
    """What is asked, and what led to it."""

    question: str
    background: str = ""

    def safe(self) -> "Words":
        """The same without outer space; refuses what may not be kept."""
        return Words(
            checked(self.question, "question", needed=_("Type what is asked.")),
            checked(self.background, "background"),
        )


@deed
def start_options(
    *, words: Words, dossier: Dossier, by: User, at: datetime, team: Team | None = None
) -> OptionSet:
    """A question in the dossier, of a team where one is named; its variants follow.

    Refuses who does not write in the dossier, and a team that `by` may not see.
    """
    if not Dossier.objects.visible_to(by).filter(pk=dossier.pk).exists():
        raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
    if team is not None and not Team.objects.visible_to(by).filter(pk=team.pk).exists():
        raise NotAllowed(_("Choose a team that you may see."), field="team")
    if not can_start(by, dossier):
        raise NotAllowed(ONLY_WRITERS)
    words = words.safe()
    year = timezone.localdate(at).year
    made = OptionSet(
        series=SERIES,
        year=year,
        serial=next_number(series=SERIES, year=year),
        question=words.question,
        background=words.background,
        dossier=dossier,
        team=team,
        created_at=at,
        created_by=by,
    )
    save_as(made, by=by, at=at)
    index(made, at=at)
    note("started", made, by=by, at=at)
    return made


@deed
def edit_options(
    *, options: OptionSet, words: Words, version: int, by: User, at: datetime
) -> OptionSet:
    """The question with these words; refuses another version, and after the choice."""
    options = lock_options(options, by, version=version)
    words = words.safe()
    said = {"question": words.question, "background": words.background}
    before = {name: getattr(options, name) for name in said}
    options.question, options.background = words.question, words.background
    keep(options, by=by, at=at)
    index(options, at=at)
    note("edited", options, by=by, at=at, **changes(before, said))
    return options
