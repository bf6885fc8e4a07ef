"""What "volgend overleg" and "vóór de ACC" mean: planned meetings the note taker may see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from coordination.people.models import Body, User

from ..models import Meeting, MeetingStatus


@dataclass
class MeetingCalendar:
    """The calendar a line is read against; asks the database only when a line needs it."""

    meeting: Meeting
    user: User
    _found: dict[tuple[str | None, date | None], datetime | None] = field(default_factory=dict)

    @cached_property
    def _codes(self) -> dict[str, str]:
        codes = Body.objects.values_list("code", flat=True).order_by("code")
        return {code.casefold(): code for code in codes}

    def knows(self, body: str) -> bool:
        return body.casefold() in self._codes

    def next_meeting(self, body: str | None, *, on: date | None = None) -> date | datetime | None:
        """The start of the first planned meeting after this one, or of the one on day `on`."""
        key = (body, on)
        if key not in self._found:
            self._found[key] = self._ask(body, on)
        return self._found[key]

    def _ask(self, body: str | None, on: date | None) -> datetime | None:
        coming = Meeting.objects.visible_to(self.user).filter(
            starts_at__gt=self.meeting.starts_at, status__in=[MeetingStatus.PLANNED]
        )
        if body is None:
            coming = coming.filter(body=self.meeting.body_id)
        else:
            coming = coming.filter(body__code=self._codes.get(body.casefold(), body))
        starts = coming.order_by("starts_at").values_list("starts_at", flat=True)
        if on is not None:
            return next((s for s in starts if timezone.localtime(s).date() == on), None)
        found: datetime | None = starts.first()
        return found
