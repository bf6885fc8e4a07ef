"""Numbers that can fall below nothing, in words: nobody reads a minus as fewer, later or lost."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .replaying.results import Summary

NOTHING = "–"
"""Where there is no number."""


def number(value: Any) -> str:
    """Grouped, with a decimal where it has one."""
    return number_format(value, 1 if value % 1 else 0, force_grouping=True)


def more(difference: Any) -> str:
    """How much more or fewer: "5 more", "5 fewer", "equal"."""
    if not difference:
        return pgettext("difference", "equal")
    said = {"number": number(abs(difference))}
    return (_("%(number)s more") if difference > 0 else _("%(number)s fewer")) % said


def won(days: int) -> str:
    """Days won, of a table that counts them: "12", or "12 lost"."""
    return _("%(days)s lost") % {"days": number(-days)} if days < 0 else number(days)


def ahead(days: Any) -> str:
    """Days ahead, of a table that counts them: "12", or "12 later"."""
    return _("%(days)s later") % {"days": number(-days)} if days < 0 else number(days)


def earlier(days: Any) -> str:
    """How many days earlier: "3 earlier", "3 later", "same day"."""
    if not days:
        return _("same day")
    said = {"days": number(abs(days))}
    return (_("%(days)s earlier") if days > 0 else _("%(days)s later")) % said


def signed(ranks: int) -> str:
    """So many levels, where there is no room for words."""
    return f"{ranks:+d}".replace("-", "−") if ranks else "0"


def finding(one: Summary | None, two: Summary, name: str) -> str:
    """In a sentence what `two` wins and costs beside `one`, which is called `name`."""
    if one is None:
        changes = ngettext("%(count)s change", "%(count)s changes", two.changes)
        flips = ngettext("%(count)s flip back", "%(count)s flips back", two.flips)
        counts = [changes % {"count": number(two.changes)}, flips % {"count": number(two.flips)}]
        return ", ".join([_days(two.won), *counts] if two.raises else counts)
    counts = [_changes(two.changes - one.changes), _flips(two.flips - one.flips)]
    parts = [_days(two.won - one.won), *counts] if one.raises or two.raises else counts
    return _("Beside %(name)s: %(parts)s") % {"name": name, "parts": ", ".join(parts)}


def _days(days: int) -> str:
    """Region-days that were won or lost."""
    said = {"days": number(abs(days))}
    if days < 0:
        return ngettext("%(days)s region-day lost", "%(days)s region-days lost", -days) % said
    return ngettext("%(days)s region-day won", "%(days)s region-days won", days) % said


def _changes(count: int) -> str:
    said = {"count": number(abs(count))}
    if count > 0:
        return ngettext("%(count)s change more", "%(count)s changes more", count) % said
    if count < 0:
        return ngettext("%(count)s change fewer", "%(count)s changes fewer", -count) % said
    return _("as many changes")


def _flips(count: int) -> str:
    said = {"count": number(abs(count))}
    if count > 0:
        return ngettext("%(count)s flip back more", "%(count)s flips back more", count) % said
    if count < 0:
        return ngettext("%(count)s flip back fewer", "%(count)s flips back fewer", -count) % said
    return _("as many flips back")


def held(name: str, up: int, days: int) -> str:
    """With a process so many changes go up, and levels hold so many region-days earlier."""
    goes = ngettext(
        "With %(name)s %(up)s change goes up to ministers",
        "With %(name)s %(up)s changes go up to ministers",
        up,
    )
    said = {"name": name, "up": number(up), "days": number(abs(days))}
    return f"{goes % said}, {_held(days) % said}"


def _held(days: int) -> str:
    if days > 0:
        return ngettext(
            "and levels hold %(days)s region-day earlier than in the process as it is.",
            "and levels hold %(days)s region-days earlier than in the process as it is.",
            days,
        )
    if days < 0:
        return ngettext(
            "and levels hold %(days)s region-day later than in the process as it is.",
            "and levels hold %(days)s region-days later than in the process as it is.",
            -days,
        )
    return _("and levels hold as soon as in the process as it is.")
