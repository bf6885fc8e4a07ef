"""What the style page shows: every component with made-up content."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NEUTRAL = ["bg", "bg-2", "bg-3", "ink", "ink-2", "ink-3", "line", "line-2"]
MEANING = ["accent", "accent-2", "accent-bg", "danger", "danger-bg", "warn-line", "warn-bg", "ok"]
RANKS = [
    (4, _("Very serious")),
    (3, _("Serious")),
    (2, _("Worrying")),
    (1, _("Vigilant")),
    (0, _("Unknown")),
]
WEEKS = [1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4]
TILES = [
    ("FR", 3, 0, 1),
    ("GR", 4, 0, 1),
    ("NHN", 1, 1, 2),
    ("IJ", 3, 1, 2),
    ("DR", 4, 1, 2),
    ("KL", 0, 2, 3),
    ("FL", 2, 2, 3),
    ("AA", 1, 3, 4),
    ("ZE", 0, 5, 0),
]


class StyleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=80,
        help_text=_("As it will stand in the report."),
        error_messages={"required": _("Fill in a subject.")},
    )
    owner = forms.ChoiceField(label=_("Owner"), choices=[("VWS", "VWS"), ("BZK", "BZK")])
    due_on = forms.DateField(
        label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    explanation = forms.CharField(
        label=_("Explanation"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(
        label=_("Treated as"),
        choices=[("short", _("without discussion")), ("long", _("for discussion"))],
        widget=forms.RadioSelect,
    )
    restricted = forms.BooleanField(label=_("Restricted dossier"), required=False)
    shortcuts = forms.BooleanField(
        label=_("Single-letter shortcuts"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )


def style_context(*, theme: str, today: dt.date) -> dict[str, Any]:
    """Everything the style page needs; `theme` is light, dark or anything else for one's own."""
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "today": today,
        "late": today - dt.timedelta(days=4),
        "tomorrow": today + dt.timedelta(days=1),
        "later": today + dt.timedelta(days=24),
        "neutral": NEUTRAL,
        "meaning": MEANING,
        "ranks": RANKS,
        "weeks": WEEKS,
        "tiles": [(code, x * 44 + 1, y * 44 + 1, rank) for code, x, y, rank in TILES],
        "form": StyleForm({"owner": "VWS", "kind": "short", "shortcuts": "on"}),
        "plain": StyleForm(auto_id="id_plain_%s"),
    }
