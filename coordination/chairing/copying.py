"""What was decided and agreed in five to eight plain lines, for a chat or a mail of one's own."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.actions.models import ActionPoint
from coordination.kit.lines import EntryKind
from coordination.mail.links import absolute
from coordination.meetings.models import Meeting
from coordination.meetings.report.content import Report, ReportLine
from coordination.meetings.report.document import status_of
from coordination.meetings.report.text import label_of, term_of, title_of
from coordination.people.models import User

LONGEST = 160
CONTENT = 5
"""Lines of decisions and points; with head, status and link that makes eight at most."""


def lines_to_copy(report: Report, meeting: Meeting, upcoming: Meeting | None) -> list[str]:
    """`report` must be one reader's. Nobody's name: people stand there by function."""
    owners, points = _owners(report), _points(report)
    said = [*map(_decision, report.decisions), *(_point(line, owners) for line in points)]
    none = list(_missing(report, points))
    room = CONTENT - len(none)
    shown = said if len(said) <= room else said[: room - 1]
    return [
        f"{title_of(report)} ({status_of(report).lower()})",
        *shown,
        *_more(len(said) - len(shown)),
        *none,
        _next(upcoming),
        _("Read on") + f": {absolute(meeting.get_absolute_url())}",
    ]


def _more(count: int) -> Iterator[str]:
    if count:
        yield ngettext("And %(count)d more.", "And %(count)d more.", count) % {"count": count}


def _points(report: Report) -> list[ReportLine]:
    """What was agreed to do, also where nobody has it in hand yet."""
    loose = [line for line in report.lines if line.kind == EntryKind.ACTION and not line.point]
    return [*report.points, *loose]


def _missing(report: Report, points: list[ReportLine]) -> Iterator[str]:
    """That there were no decisions or points, so that nobody looks for them."""
    if not report.decisions:
        yield _("Nothing was decided.")
    if not points:
        yield _("No action points were agreed.")


def _decision(line: ReportLine) -> str:
    return f"{label_of(line)} {line.number}: {_plain(line.text)}"


def _point(line: ReportLine, owners: dict[str, str]) -> str:
    who = _("all members") if line.owner == "@allen" else owners.get(line.point, "")
    head = f"{label_of(line)} {line.number}".strip() + f": {_plain(line.text)}"
    known = ", ".join(filter(None, (who, term_of(line)))) or _("not yet known")
    return f"{head} ({known})"


def _owners(report: Report) -> dict[str, str]:
    """Who does it, per point: organisation with the function or the post, never a name."""
    rows = ActionPoint.objects.filter(pk__in=[line.point for line in report.points])
    rows = rows.select_related("owner_organisation", "owner_person", "owner_post")
    return {str(point.pk): _called(point) for point in rows}


def _called(point: ActionPoint) -> str:
    code = point.owner_organisation.code
    person: User | None = point.owner_person
    function = person.function if person and person.function != person.name else ""
    if point.owner_post:
        function = point.owner_post.name
    return f"{code}, {function}" if function else code


def _next(upcoming: Meeting | None) -> str:
    if upcoming is None:
        return _("No next meeting is planned yet.")
    start = timezone.localtime(upcoming.starts_at)
    words = {"day": date_format(start, "l j F"), "time": time_format(start)}
    return _("Next meeting: %(day)s, %(time)s.") % words


def _plain(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)


def next_of(user: User, meeting: Meeting) -> Meeting | None:
    """The next meeting of the same body that she may see."""
    rows = Meeting.objects.visible_to(user).standing()
    rows = rows.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    found: Meeting | None = rows.order_by("starts_at", "pk").first()
    return found
