"""Tags of the minutes."""

from django import template
from django.utils.safestring import SafeString

from coordination.kit.lines import EntryKind
from coordination.kit.templatetags.ui import icon

register = template.Library()

MARKS = {
    EntryKind.FACT: "info",
    EntryKind.OPTION: "split",
    EntryKind.RESERVATION: "hand",
    EntryKind.DECISION: "gavel",
    EntryKind.ACTION: "square",
    EntryKind.COMMITMENT: "handshake",
    EntryKind.MOTION: "landmark",
    EntryKind.QUESTION: "circle-question-mark",
    EntryKind.SIGNAL: "radio-tower",
}


@register.simple_tag
def line_mark(kind: str) -> SafeString | str:
    """The mark in the margin of a line; a note has none."""
    name = MARKS.get(EntryKind(kind))
    return icon(name) if name else ""
