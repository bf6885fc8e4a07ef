"""The clock of the story: set, sped up, paused. Every setting is a row; none is changed."""

import datetime as dt

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit import clock
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import FASTEST, ClockSetting, Exercise
from ..permissions import can_lead
from ..story import TAKES_HOLD, StoryClock

FURTHEST = dt.timedelta(days=5 * 366)


class GoesBack(Refusal):
    """The story would go back; what was done in it stays done."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The clock would go back. What happened stays: messages that were sent, injects "
                "that were released, figures, decisions and the record. Tick that you know this."
            ),
            field="back",
        )


@deed
def set_clock(
    *,
    exercise: Exercise,
    speed: int,
    last: int,
    by: User,
    at: dt.datetime,
    story_at: dt.datetime | None = None,
    back: bool = False,
) -> ClockSetting:
    """From a second after now the story goes `speed` times as fast (0: it stands still).

    At `story_at`, or where it then is. Refuses to go back without `back`, further than five years
    on, and after another setting than `last`, its number.
    """
    if not can_lead(by, exercise):
        raise NotAllowed(_("Only who leads this exercise sets its clock."))
    standing = ClockSetting.objects.select_for_update().order_by("-pk").first()
    if standing is not None and standing.pk != last:
        raise Refusal(_("Somebody else set the clock first. Look where it stands now."))
    if not 0 <= speed <= FASTEST:
        sentence = _("Choose a speed from 0 (standing still) to %(most)d.")
        raise Refusal(sentence % {"most": FASTEST}, field="speed")
    starts_at = clock.machine_now() + TAKES_HOLD
    story = StoryClock()
    reached = story(starts_at)
    wanted = story_at or reached
    if wanted - reached > FURTHEST:
        raise Refusal(_("Choose a moment within five years from the story."), field="story_at")
    if wanted < reached and not back:
        raise GoesBack
    made = ClockSetting.objects.create(starts_at=starts_at, story_at=wanted, speed=speed, set_by=by)
    record(
        "exercise.clock_set",
        exercise,
        by=by,
        at=at,
        dossier=exercise.dossier_id,
        story_at=wanted,
        speed=speed,
        back=wanted < reached,
    )
    return made
