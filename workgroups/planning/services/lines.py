"""Action lines of a team."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from workgroups.teams.models import Team

from ..facts import LineFacts
from ..models import ActionLine
from .saving import keep, lock_team, note, plain

HIGHEST = 99


@deed
def add_line(*, team: Team, facts: LineFacts, by: User, at: datetime) -> ActionLine:
    """A line of the team's plan. Refuses a number that stands already."""
    team = lock_team(team, by)
    wanted = _checked(team, facts)
    made = ActionLine(team=team, **vars(wanted))
    save_as(made, by=by, at=at)
    note("line_added", made, team, by=by, at=at, number=made.position)
    return made


@deed
def change_line(
    *, line: ActionLine, facts: LineFacts, version: int, by: User, at: datetime
) -> ActionLine:
    """The line with these facts."""
    team = lock_team(line.team, by)
    found = locked(line)
    refuse_stale(found, version)
    wanted = _checked(team, facts, found)
    changed = changes(vars(LineFacts.of(found)), vars(wanted))
    found.position, found.title, found.text = wanted.position, wanted.title, wanted.text
    keep(found, by=by, at=at)
    note("line_changed", found, team, by=by, at=at, **changed)
    return found


def _checked(team: Team, facts: LineFacts, line: ActionLine | None = None) -> LineFacts:
    if not 1 <= facts.position <= HIGHEST:
        sentence = _("Number action lines from 1 to %(most)d.") % {"most": HIGHEST}
        raise Refusal(sentence, field="position")
    same = ActionLine.objects.filter(team=team, position=facts.position)
    if same.exclude(pk=line.pk if line else None).exists():
        sentence = _("Action line %(number)d stands already.") % {"number": facts.position}
        raise Refusal(sentence, field="position")
    title = plain(facts.title, "title", longest=200, needed=_("Give the action line a title."))
    return LineFacts(facts.position, title, plain(facts.text, "text", longest=8_000))
