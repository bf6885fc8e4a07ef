"""The words of a rule, filled in for an item."""

import string
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal

from .due import DueItem

PLACEHOLDERS = ("what", "number", "due", "owner", "dossier")
LONGEST_WHAT = 200


def check_placeholders(text: str, *, field: str) -> None:
    """Refuse what is no placeholder of ours, and braces that do not close."""
    try:
        names = list(_names(text))
    except ValueError:
        names = ["{"]
    for name in names:
        if name not in PLACEHOLDERS:
            raise Refusal(
                _("%(name)s is unknown here. You can use %(known)s.")
                % {
                    "name": f"{{{name}}}" if name != "{" else "{ }",
                    "known": ", ".join(f"{{{known}}}" for known in PLACEHOLDERS),
                },
                field=field,
            )


def filled(text: str, item: DueItem) -> str:
    """`text` with the facts of `item` in its placeholders."""
    return text.format_map(
        {
            "what": item.what[:LONGEST_WHAT],
            "number": item.number or item.dossier_number,
            "due": moment_of(item),
            "owner": item.owner_label,
            "dossier": item.dossier_number,
        }
    )


def moment_of(item: DueItem) -> str:
    """The day on which it is due, with the hour where it has one."""
    local = localtime(item.due_at)
    day = date_format(local, "D j F")
    return day if item.whole_day else f"{day} {date_format(local, 'TIME_FORMAT')}"


def _names(text: str) -> Iterator[str]:
    for _literal, name, spec, conversion in string.Formatter().parse(text):
        if name is not None:
            yield name if not spec and not conversion else f"{name}:"
