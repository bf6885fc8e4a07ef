"""A row of the list, ready to be drawn: everything is worked out here, nothing in the template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.kit.due import describe_due
from coordination.kit.templatetags.ui import short_day

from .models import ActionKind, ActionPoint, ActionStatus, Assent
from .permissions import is_owner, standing_among
from .queries.listing import Group, group, parts_in


class Row(NamedTuple):
    """`chips` are (words, tone); `tick` is where its box posts, empty where it is not hers.

    The day of an open one that is hers leads to where owner, term and state are changed in place.
    """

    number: str
    text: str
    url: str
    tick: str
    verb: str
    pressed: bool
    version: str
    owner: str
    chips: Sequence[tuple[str, str]]
    css: str
    day: str
    tone: str
    far: str
    change: str = ""

    @property
    def html(self) -> SafeString:
        """The row as it stands in the table.

        Drawn here: fifty rows through a template are half of what the whole page costs. Every
        byte counts fifty times, so the form around the table carries what the rows share.
        """
        text, owner, number = escape(self.text), escape(self.owner), escape(self.number)
        css = f' class="{self.css}"' if self.css else ""
        term = f'<b class="{self.tone}">{self.day}</b>' if self.tone else self.day
        term += f"<small>{escape(self.far)}</small>" if self.far else ""
        if self.tick and not self.pressed:
            term = f'<a href="{self.url}wijzigen/" title="{self.change}">{term}</a>'
        chips = "".join(_chip(words, tone) for words, tone in self.chips)
        return mark_safe(  # noqa: S308  what people typed is escaped, the rest is made below
            f'<tr{css}><td>{self._box(number)}</td><td><a href="{self.url}">{text}</a>'
            f"<p><span>{owner}</span>{number}{chips}</p></td><td>{term}</td></tr>\n"
        )

    def _box(self, number: str) -> str:
        if not self.tick:
            return ""
        pressed = ' aria-pressed="true"' if self.pressed else ""
        state = (
            f'form="ticks" name="version" value="{self.version}" formaction="{self.tick}"{pressed}'
        )
        return f'<button {state} aria-label="{self.verb} {number}"></button>'


def _chip(words: str, tone: str) -> str:
    shade = f" chip--{tone}" if tone else ""
    return f'<span class="chip{shade}">{escape(words)}</span>'


@dataclass(frozen=True)
class DrawnGroup:
    label: str | Promise
    name: str
    rows: list[Row]


def draw_groups(groups: Iterable[Group], *, user: Any, now: datetime) -> list[DrawnGroup]:
    """The groups with their rows drawn for `user`."""
    listed = list(groups)
    drawer = RowDrawer(user, now, [point for one in listed for point in one.points])
    return [DrawnGroup(g.label, g.name, [drawer.draw(point) for point in g.points]) for g in listed]


def draw_one(point: ActionPoint, *, user: Any, now: datetime) -> list[DrawnGroup]:
    return draw_groups(group([point], now=now), user=user, now=now)


class RowDrawer:
    """Draws rows for one reader at one moment; what all rows share is looked up once."""

    def __init__(self, user: Any, now: datetime, points: Sequence[ActionPoint]) -> None:
        self.user, self.clock = user, timezone.localtime(now)
        self.today = self.clock.date()
        self.updates = user.may("actions.update")
        self.managed, self.counted = standing_among(points, user)
        # one address for all rows: taking one apart is cheaper than making fifty
        self.base = reverse("actions:list")
        self.verbs = escape(_("Done:")), escape(_("Open again:"))
        self.change = escape(_("Change"))

    def draw(self, point: ActionPoint) -> Row:
        done = point.status == ActionStatus.DONE
        late = point.is_late_by(self.clock)
        due = describe_due(
            day=point.due_on, today=self.today, done=point.status != ActionStatus.OPEN
        )
        url = f"{self.base}{point.pk}/"
        return Row(
            number=point.number,
            text=point.text,
            url=url,
            tick=f"{url}{'heropenen' if done else 'gereed'}/" if self._ticks(point) else "",
            verb=self.verbs[done],
            pressed=done,
            version=str(point.version),
            owner=point.owner_label,
            chips=list(self._chips(point)),
            css=_css(point),
            day=_day(point, due.year),
            tone="late" if late else "warn" if due.soon else "",
            far=f"“{point.due_words}” {due.far}".strip() if point.due_words else due.far,
            change=self.change,
        )

    def _ticks(self, point: ActionPoint) -> bool:
        if not self.updates or point.status == ActionStatus.DROPPED:
            return False
        return point.pk in self.managed or is_owner(self.user, point)

    def _chips(self, point: ActionPoint) -> Iterable[tuple[str, str]]:
        yield from _chips(point)
        if point.pk in self.counted:
            count = point.postponed
            words = ngettext("moved %(count)d time", "moved %(count)d times", count)
            yield words % {"count": count}, ""


def _css(point: ActionPoint) -> str:
    match point.status:
        case ActionStatus.DONE:
            return "row--done"
        case ActionStatus.DROPPED:
            return "row--dropped"
    return "" if point.assent == Assent.GIVEN else "row--unconfirmed"


def _chips(point: ActionPoint) -> Iterable[tuple[str, str]]:
    if point.kind != ActionKind.ACTION:
        yield str(point.get_kind_display()), "accent"
    if point.for_everyone:
        yield (
            _("%(count)d of %(all)d in")
            % dict(zip(("count", "all"), parts_in(point), strict=True)),
            "solid",
        )
    if point.status == ActionStatus.OPEN and point.assent == Assent.AWAITED:
        code = point.owner_organisation.code
        yield _("to be confirmed by %(code)s") % {"code": code}, "warn"
    if point.status == ActionStatus.OPEN and point.assent == Assent.RESERVED:
        yield _("under reservation"), "warn"


def _day(point: ActionPoint, year: bool) -> str:
    day = short_day(point.due_on)
    if year:
        day = f"{day} {point.due_on.year}"
    return f"{day} {time_format(point.due_time)}" if point.due_time else day
