"""Template tags of the look. Built in: no {% load %} needed. Shown on the style page."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from secrets import token_urlsafe
from typing import Any

import lucide
from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coordination.kit import clock, exercise
from coordination.kit.due import Due, describe_due
from coordination.kit.finders import font_folder

register = template.Library()

BAR = 9  # width of one bar of the step strip, its gap included


@lru_cache(maxsize=512)
def _drawing(name: str, size: int) -> SafeString:
    drawn: str = lucide._render_icon(name, size, **{"class": "icon", "aria-hidden": "true"})
    # what all icons share stands once, in base.css: a list page draws a hundred of them
    opening, shapes = drawn.split(">", 1)
    opening = re.sub(r' (?:fill|height|stroke[a-z-]*)="[^"]*"', "", opening)
    small = re.sub(r"\s*\n\s*", "", f"{opening}>{shapes}").replace(" />", "/>")
    return mark_safe(small)  # noqa: S308  package file


@lru_cache(maxsize=512)
def symbol(name: str) -> SafeString:
    """The drawing of an icon as a symbol of that name, to be used by other drawings."""
    shapes = _drawing(name, 24).split(">", 1)[1].removesuffix("</svg>")
    return format_html('<symbol id="{}" viewBox="0 0 24 24">{}</symbol>', name, mark_safe(shapes))  # noqa: S308  package file


@register.filter(expects_localtime=True)
def short_day(value: dt.date | None) -> str:
    """Day of the week with the date: `di 3 nov`, `Tue 3 Nov`."""
    if value is None:
        return ""
    return _short_day(dt.date(value.year, value.month, value.day), get_language() or "")


@register.filter
def day_and_time(value: dt.datetime | None) -> str:
    """In full: `dinsdag 3 november 2020, 14.00`, `Tuesday 3 November 2020, 14:00`."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    return f"{date_format(here, 'l j F Y')}, {date_format(here, 'TIME_FORMAT')}"


@lru_cache(maxsize=4096)
def _short_day(day: dt.date, _language: str) -> str:
    """Of a list of a hundred rows the same few days are asked again and again."""
    return date_format(day, f"D {get_format('SHORT_DATE_FORMAT')}")


def full_day(day: dt.date) -> str:
    """The day with its month in full: `3 november 2020`."""
    return _full_day(day, get_language() or "")


@lru_cache(maxsize=4096)
def _full_day(day: dt.date, _language: str) -> str:
    return date_format(day, "j F Y")


@register.simple_tag
def watermark() -> SafeString:
    """The word of an exercise across the page, on the screen and on every printed one."""
    word = exercise.watermark()
    if not word:
        return SafeString("")
    return format_html(
        '<svg class="watermark" viewBox="0 0 600 600" aria-hidden="true" focusable="false">'
        '<text x="300" y="330" text-anchor="middle" transform="rotate(-30 300 300)">{}</text></svg>'
        '<aside class="exercise-bar" aria-label="{}">'
        '<strong>{}</strong> <time datetime="{}">{}</time>{}</aside>',
        word,
        word,
        word,
        clock.now().isoformat(timespec="minutes"),
        day_and_time(clock.now()),
        _speed(clock.speed()),
    )


def _speed(speed: int) -> str:
    """Said where the story does not go as the clock on the wall does."""
    if speed == 1:
        return ""
    return format_html(
        " <span>{}</span>",
        _("%(speed)s times as fast") % {"speed": speed} if speed else _("stands still"),
    )


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """A lucide icon, always decoration: the word stands beside it or in a hidden span."""
    return _drawing(str(name), int(size))


@register.simple_tag
def fonts_sheet() -> str:
    """The name of the font sheet, or nothing where the font package is not installed."""
    return "fonts/fonts.css" if font_folder() else ""


@register.simple_tag
def level(rank: int, name: str, size: str = "", word: bool = True) -> SafeString:
    """The level token: number and word. Rank 0 is 'unknown' and shows a question mark."""
    return _token(int(rank), str(name), size, word)


@lru_cache(maxsize=512)
def _token(rank: int, name: str, size: str, word: bool) -> SafeString:
    return format_html(
        '<span class="level{}"><span class="level-tile level-{}" aria-hidden="true">{}</span>'
        '<span class="{}">{}</span></span>',
        f" level--{size}" if size else "",
        min(rank, 4),
        rank or "?",
        "level-word" if word else "visually-hidden",
        name,
    )


@register.simple_tag
def steps(ranks: Iterable[int], height: int = 20) -> SafeString:
    """The step strip: one bar per week, its height is the level, so that it reads in grey."""
    return _strip(tuple(min(int(rank), 4) for rank in ranks), height, get_language())


@lru_cache(maxsize=1024)
def _strip(weeks: tuple[int, ...], height: int, _language: str | None) -> SafeString:
    width = max(len(weeks) * BAR, 1)
    bars = format_html_join(
        "",
        '<rect class="fill-{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (rank, n * BAR + 0.5, height - tall + 0.5, BAR - 2, tall - 1)
            for n, rank in enumerate(weeks)
            for tall in [max(rank * height // 4, 2)]
        ),
    )
    spoken = ", ".join(f"{rank} ({len(list(run))}x)" for rank, run in groupby(weeks))
    return format_html(
        '<svg class="steps" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" '
        'aria-label="{2}">{3}</svg>',
        width,
        height,
        _("Level of the past %(count)d weeks: %(levels)s")
        % {"count": len(weeks), "levels": spoken},
        bars,
    )


@register.simple_tag
def receipt() -> SafeString:
    """A fresh key per rendered form: sent twice, the form does its deed once."""
    return format_html('<input type="hidden" name="receipt" value="{}">', token_urlsafe(18))


@register.simple_tag
def chip(label: Any, tone: str = "", icon: str = "", title: Any = "") -> SafeString:
    """A small label. Tones: solid, warn, accent, closed (classification)."""
    return _chip(_said(label), tone, icon, _said(title))


@register.simple_tag
def chips(pairs: Iterable[tuple[str, str]], tone: str = "") -> SafeString:
    """Small labels beside each other: what each says, and the same in full."""
    return mark_safe(" ".join([_chip(says, tone, "", whole) for says, whole in pairs]))  # noqa: S308  each is drawn below


def _said(words: Any) -> str:
    """What lazy words say in the language of now; what is marked as safe stays marked."""
    return words if isinstance(words, str) else str(words)


@lru_cache(maxsize=4096, typed=True)
def _chip(label: str, tone: str, icon: str, title: str) -> SafeString:
    """A list page has a thousand, of a few dozen kinds. Safe words and others are told apart."""
    shade = f" chip--{tone}" if tone else ""
    said = f' title="{conditional_escape(title)}"' if title else ""
    drawn = _drawing(icon, 14) if icon else ""
    words = f"{drawn}{conditional_escape(label)}"
    return mark_safe(f'<span class="chip{shade}"{said}>{words}</span>')  # noqa: S308  escaped above


@register.inclusion_tag("coordination/kit/_due.html", takes_context=True)
def due(
    context: Context,
    day: dt.date | None,
    time: dt.time | None = None,
    words: str = "",
    done: bool = False,
) -> dict[str, Any]:
    """Due date: exact on the first line, how far below; red with an icon where late.

    `words` are the words of a fuzzy date as typed. `today` is read from the context where a
    page is drawn as of another day.
    """
    found: Due | None = None
    if day is not None:
        today = context.get("today") or clock.today()
        found = describe_due(day=day, today=today, done=done)
    return {"due": found, "time": time, "words": words, "done": done}


@register.inclusion_tag("coordination/kit/_field.html")
def field(
    bound: BoundField, hint: Any = "", label: Any = "", hide_label: bool = False
) -> dict[str, Any]:
    """A form field with label, hint and error, tied together for a screen reader.

    `hint` replaces the help text of the field; a space takes it away.
    """
    widget = bound.field.widget
    bound.help_text = str(hint or bound.help_text).strip()
    return {
        "field": bound,
        "label": label or bound.label,
        "hide_label": hide_label,
        "grouped": isinstance(widget, RadioSelect | CheckboxSelectMultiple),
        "ticked": isinstance(widget, CheckboxInput),
    }


@register.inclusion_tag("coordination/kit/_error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What is wrong, at the top, with a link to each field."""
    return {"form": form, "wrong": [bound for bound in form if bound.errors]}


@register.inclusion_tag("coordination/kit/_crumbs.html")
def crumbs(*parts: Any) -> dict[str, Any]:
    """Where one is: label, address, label, address, ..., label of this page."""
    links = list(zip(parts[:-1:2], parts[1::2], strict=False))
    return {"links": links, "here": parts[-1] if len(parts) % 2 else ""}


@register.simple_block_tag(takes_context=True)
def page_head(context: Context, content: str, title: Any, sub: Any = "") -> SafeString:
    """Title of the page with its facts; what stands inside the tag are the actions."""
    return _render(
        context, "coordination/kit/_page_head.html", title=title, sub=sub, content=content
    )


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, tone: str = "warn") -> SafeString:
    """A calm block of text. Tones: warn, error, info, ok."""
    icons = {"error": "circle-x", "info": "info", "ok": "circle-check"}
    drawn = icons.get(tone, "triangle-alert")
    return _render(context, "coordination/kit/_notice.html", tone=tone, icon=drawn, content=content)


@register.simple_block_tag(takes_context=True)
def empty_state(context: Context, content: str, sentence: Any) -> SafeString:
    """What an empty list says; inside the tag stands what one can do about it."""
    return _render(context, "coordination/kit/_empty.html", sentence=sentence, content=content)


def _render(context: Context, name: str, **values: Any) -> SafeString:
    assert context.template is not None
    with context.push(**values):
        return context.template.engine.get_template(name).render(context)
