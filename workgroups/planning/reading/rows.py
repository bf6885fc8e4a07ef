"""The columns of a planning in a spreadsheet, under their Dutch or English head."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coordination.kit.sheets import FORMULA


@dataclass(frozen=True)
class FileRow:
    """One row as it was read: text per column, and the number it has in the sheet."""

    number: int
    line: str = ""
    line_title: str = ""
    product: str = ""
    interim: str = ""
    milestone: str = ""
    due: str = ""
    body: str = ""
    owner: str = ""
    state: str = ""
    needs: str = ""


COLUMNS: dict[str, Promise] = {
    "line": _("No. of action line"),
    "line_title": _("Action line"),
    "product": _("Product"),
    "interim": _("Interim product"),
    "milestone": _("Milestone"),
    "due": _("When"),
    "body": _("Goes to"),
    "owner": _("Owner"),
    "state": pgettext_lazy("product", "State"),
    "needs": _("Waits for"),
}
HEADS = {
    "line": ("Nr. actielijn", "No. of action line"),
    "line_title": ("Actielijn", "Action line"),
    "product": ("Product",),
    "interim": ("Tussenproduct", "Interim product"),
    "milestone": ("Mijlpaal", "Milestone"),
    "due": ("Wanneer", "When"),
    "body": ("Gaat naar", "Goes to"),
    "owner": ("Actiehouder", "Eigenaar", "Owner"),
    "state": ("Stand", "State"),
    "needs": ("Wacht op", "Waits for"),
}
NEEDED = ("line", "product")
LENGTHS = {"line_title": 200, "product": 300, "milestone": 200, "due": 80, "needs": 6_000}


def column_named(head: str) -> str:
    """The column under this head, in either language; empty for another."""
    wanted = " ".join(head.split()).casefold()
    for name, heads in HEADS.items():
        if wanted in {one.casefold() for one in heads}:
            return name
    return ""


def unescaped(text: str) -> str:
    """Text as it was before it was written for a spreadsheet (kit.sheets.safe_cell)."""
    return text[1:] if text.startswith("'") and text[1:].lstrip(" \n").startswith(FORMULA) else text
