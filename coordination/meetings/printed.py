"""Prints of a meeting: its agenda, its report, its papers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_page
from coordination.prints.registries import PrintKind, kinds

from .models import Meeting
from .queries.since import changes_since, sentences


def _rows(user: Any) -> QuerySet[Meeting]:
    rows = Meeting.objects.visible_to(user) if user.may("meetings.read") else Meeting.objects.none()
    return rows.select_related("body", "dossier")


def _title(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.starts_at), "l j F Y")
    return f"{meeting.body.code}, {day}"


def _since(user: Any, meeting: Meeting, at: datetime) -> Sequence[str] | None:
    found = changes_since(user, meeting, at)
    return None if found is None else sentences(found)


kinds.add("meetings.meeting", PrintKind(1, Meeting, _("Meeting"), _rows, _title, _since))
print_page("meetings:list", _("Meetings"), "meetings.read", "meetings.meeting")
