"""What "volgend overleg" and "vóór de ACC" mean: planned meetings the note taker may see."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from coordination.people.models import Body, User

from ..models import Meeting, MeetingStatus


@dataclass
class MeetingCalendar:
    """The calendar a line is read against; asks the database only when a line needs it."""

    meeting: Meeting
    user: User
    _found: dict[tuple[str | None, date | None], datetime | None] = field(default_factory=dict)
    _ids: dict[datetime, UUID] = field(default_factory=dict)

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

    def meeting_at(self, on: date | None, at: time | None) -> UUID | None:
        """The meeting that was found before and starts at that hour."""
        local = ((timezone.localtime(start), pk) for start, pk in self._ids.items())
        return next((pk for start, pk in local if (start.date(), start.time()) == (on, at)), None)

    def _ask(self, body: str | None, on: date | None) -> datetime | None:
        coming = Meeting.objects.visible_to(self.user).filter(
            starts_at__gt=self.meeting.starts_at, status__in=[MeetingStatus.PLANNED]
        )
        if body is None:
            coming = coming.filter(body=self.meeting.body_id)
        else:
            coming = coming.filter(body__code=self._codes.get(body.casefold(), body))
        starts = coming.order_by("starts_at").values_list("starts_at", "pk")
        if on is not None:
            found = next((row for row in starts if timezone.localtime(row[0]).date() == on), None)
        else:
            found = starts.first()
        if found is None:
            return None
        self._ids[found[0]] = found[1]
        moment: datetime = found[0]
        return moment
