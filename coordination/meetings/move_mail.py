"""The words of the one mail about everything that moved for somebody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from coordination.mail.kinds import Notice, Rendered, part_in
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .appointments import invite_to
from .dependents import Said, When, dependents
from .models import Meeting, MeetingStatus
from .outsiders import subject_for

NOTHING_MOVED = gettext_noop("Everything stands again where it stood.")


@dataclass(frozen=True)
class Moved:
    """A planned meeting that is not where she knew it. `open` may be named in a mail.

    `path` is empty for who has no account.
    """

    meeting: Meeting
    was: When
    open: bool
    subject: str
    path: str


def moved_still_due(message: Message) -> str | None:
    """Not any more once everything stands where it stood, or is nothing of hers."""
    return None if _moved(message) or _things(message) else NOTHING_MOVED


def render_moved(message: Message) -> Rendered:
    """Each meeting and what hangs on it with its old moment, and the invitations anew."""
    moved, things = _moved(message), _things(message)
    paragraphs = [_meeting(one) for one in moved]
    if things:
        lines = [f"- {_thing(was, said)}" for was, said in things]
        paragraphs.append("\n".join([_("This moves along:"), *lines]))
    reasons = message.payload["reasons"] if _all_open(moved) else []
    paragraphs += [_("Reason: %(reason)s") % {"reason": reason} for reason in reasons]
    moments = [one.meeting.starts_at for one in moved] + [said.moment for _was, said in things]
    path = moved[0].path if moved else things[0][1].url
    return Rendered(
        subject=_subject(moved, len(things)),
        text="\n\n".join(paragraphs),
        notice=Notice(moment=timezone.localtime(moments[0]), path=path or "/"),
        calendar="".join(invite_to(one.meeting, message.recipient) for one in moved if one.open),
    )


def _moved(message: Message) -> list[Moved]:
    news = message.payload["meetings"]
    rows = Meeting.objects.filter(pk__in=news, status=MeetingStatus.PLANNED)
    found = []
    for meeting in rows.select_related("body", "dossier").order_by("starts_at", "pk"):
        part = part_in(meeting.dossier_id, message.recipient)
        was = When.read(news[str(meeting.pk)]["was"])
        if part.visible and was != When.of(meeting):
            subject = subject_for(meeting, message.recipient)
            path = "" if message.recipient.contact else meeting.get_absolute_url()
            found.append(Moved(meeting, was, part.open, subject, path))
    return found


def _things(message: Message) -> list[tuple[datetime, Said]]:
    """What moved along, with its old moment, by its new one."""
    news = message.payload["things"]
    found = []
    for name in dependents.names():
        keys = [key.partition(":")[2] for key in news if key.partition(":")[0] == name]
        if keys:
            said = dependents[name].said_to(map(UUID, keys), message.recipient)
            found += [
                (datetime.fromisoformat(news[f"{name}:{pk}"]["was"]), _led(one, message))
                for pk, one in said.items()
            ]
    return sorted(
        ((was, said) for was, said in found if was != said.moment),
        key=lambda pair: (pair[1].moment, pair[1].what),
    )


def _led(said: Said, message: Message) -> Said:
    """Without the way to it for who has no account."""
    return replace(said, url="") if message.recipient.contact else said


def _all_open(moved: list[Moved]) -> bool:
    return all(one.open for one in moved)


def _subject(moved: list[Moved], things: int) -> str:
    if len(moved) == 1 and moved[0].open:
        meeting = moved[0].meeting
        day = date_format(timezone.localtime(meeting.starts_at), "l j F")
        return _("%(body)s is moved to %(day)s") % {"body": meeting.body.name, "day": day}
    if moved:
        count = len(moved)
        said = ngettext("%(count)d meeting is moved", "%(count)d meetings are moved", count)
        return said % {"count": count}
    said = ngettext("%(count)d date of yours moves", "%(count)d dates of yours move", things)
    return said % {"count": things}


def _meeting(one: Moved) -> str:
    return "\n".join(_lines(one))


def _lines(one: Moved) -> Iterator[str]:
    meeting = one.meeting
    ends = timezone.localtime(meeting.ends_at)
    hours = f"{moment_in_words(meeting.starts_at)}–{ends:%H.%M}"
    if one.open:
        yield ": ".join(filter(None, [meeting.body.name, one.subject]))
    yield hours if not (one.open and meeting.place) else f"{hours}, {meeting.place}"
    was = moment_in_words(one.was.starts_at)
    if one.open and one.was.place and one.was.place != meeting.place:
        was = f"{was}, {one.was.place}"
    yield _("Was: %(moment)s") % {"moment": was}
    if one.path:
        yield absolute(one.path)


def _thing(was: datetime, said: Said) -> str:
    now, before = (
        moment_in_words(moment, whole_day=said.whole_day) for moment in (said.moment, was)
    )
    moved = _("%(now)s (was %(before)s)") % {"now": now, "before": before}
    return f"{said.what}: {moved}" + (f"\n  {absolute(said.url)}" if said.url else "")


def moment_in_words(moment: datetime, *, whole_day: bool = False) -> str:
    local = timezone.localtime(moment)
    day = date_format(local, "l j F Y")
    return day if whole_day else f"{day}, {local:%H.%M}"
