"""What is wrong with a line, in words that say where to look."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LISTED = 100
"""So many problems are kept with their line; of the rest the count."""

SHOWN = 60

SENTENCES: dict[str, str | Promise] = {
    "empty": gettext_lazy("The file is empty."),
    "archive": gettext_lazy("This is a zip file or a workbook, whatever its name. Save the sheet as CSV in UTF-8."),  # noqa: E501  one sentence
    "line_ends": gettext_lazy("The lines of this file end in another way. Save it as CSV once more, with the line ends of Windows or Unix."),  # noqa: E501  one sentence
    "utf_16": gettext_lazy("This file is in UTF-16, which some programs call Unicode. Save it as CSV in UTF-8."),  # noqa: E501  one sentence
    "encoding": gettext_lazy("This is no text in UTF-8. Save the file as CSV in UTF-8."),
    "long_line": gettext_lazy("This line is far too long for a table. Is it a CSV file?"),
    "layout": gettext_lazy("No layout has these columns. The nearest one misses: %(value)s."),
    "doubled_column": gettext_lazy("The column %(value)s stands there twice."),
    "cut_off": gettext_lazy("The file stops in the middle of this line; fetch it again."),
    "stopped": gettext_lazy("The file stops here too soon: %(value)s. Fetch it again."),
    "unplaced": gettext_lazy("Of %(value)s lines nobody can see which municipality they are of: one may lack altogether, so no sum is sure."),  # noqa: E501  one sentence
    "columns": gettext_lazy("This line has %(value)s columns, which the first line has not."),
    "quotes": gettext_lazy("The quotation marks of this line do not match."),
    "day": gettext_lazy("“%(value)s” is no date; write 2020-11-30."),
    "early": gettext_lazy("%(value)s is before the first day that is kept."),
    "future": gettext_lazy("%(value)s is later than the day on which the figures were known."),
    "region": gettext_lazy("No region has the code “%(value)s”."),
    "indicator": gettext_lazy("No indicator has the code “%(value)s”. Correct it, or add the indicator first, on the page Indicators."),  # noqa: E501  one sentence
    "number": gettext_lazy("“%(value)s” is no number."),
    "no_value": gettext_lazy("There is no figure here; nothing is not the same as 0."),
    "withheld": gettext_lazy("%(value)s says that the figure is withheld; that is no number to count with."),  # noqa: E501  one sentence
    "decimals": gettext_lazy("%(value)s has more than two decimals. Round it; and write a thousand as 1000."),  # noqa: E501  one sentence
    "negative": gettext_lazy("%(value)s is negative; a count is not."),
    "too_large": gettext_lazy("%(value)s is too large to be a count."),
    "twice": gettext_lazy("This day of %(value)s stands in the file twice."),
    "many_parts": gettext_lazy("There are more parts of regions than can be summed."),
    "known_at": gettext_lazy("“%(value)s” is no moment at which the figures were known."),
    "known_later": gettext_lazy("The figures say that they were made on %(value)s, which is later than now."),  # noqa: E501  one sentence
    "other_known_at": gettext_lazy("Made on %(value)s, other than the first line says."),
    "no_known_at": gettext_lazy("This layout does not say when its figures were known. Say it with the file."),  # noqa: E501  one sentence
    "generated": gettext_lazy("Of %(value)s there are generated figures. Say that these replace them; the two are never mixed."),  # noqa: E501  one sentence
    "nothing": gettext_lazy("No line could be used."),
    "broken_off": gettext_lazy("The reading was broken off and nothing was added. Start it again."),
    "file_gone": gettext_lazy("The file is not there any more. Upload it again."),
    "no_end": gettext_lazy("The last line (%(value)s) has no line end. See whether its figure is whole."),  # noqa: E501  one sentence
    "ends_early": gettext_lazy("The last day is %(value)s, well before the file was made. Is it whole?"),  # noqa: E501  one sentence
    "no_regions": gettext_lazy("There is no line of %(value)s."),
    "no_region": gettext_lazy("Without a region, so counted for the country alone: %(value)s."),
    "left_out": gettext_lazy("Sums of a region and a day that lack a line are left out: %(value)s."),  # noqa: E501  one sentence
    "holes": gettext_lazy("Lines are missing in between: %(value)s. The sums of such a day may be too low."),  # noqa: E501  one sentence
    "last_day": gettext_lazy("The last day lacks regions that the day before it has: %(value)s. Is the file whole?"),  # noqa: E501  one sentence
    "fewer_parts": gettext_lazy("There are fewer municipalities than in the file before: %(value)s."),  # noqa: E501  one sentence
}  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """A line and what is wrong with it; line 0 is the file as a whole."""

    line: int
    reason: str
    value: str = ""

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.reason]) % {"value": self.value or _("nothing")}

    def kept(self) -> dict[str, Any]:
        return {"line": self.line, "reason": self.reason, "value": self.value}


@dataclass
class Problems:
    """The first problems with their lines, and how many there are of each kind."""

    listed: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    warnings: list[Problem] = field(default_factory=list)
    """What may be right and should be looked at; it keeps nothing out."""

    def add(self, line: int, reason: str, value: str = "") -> None:
        self.counts[reason] += 1
        if len(self.listed) < LISTED:
            self.listed.append(Problem(line, reason, _short(value)))

    def warn(self, reason: str, value: str) -> None:
        self.warnings.append(Problem(0, reason, value))

    @property
    def total(self) -> int:
        return self.counts.total()


def _short(value: str) -> str:
    shown = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
    return shown.replace("\x00", "\ufffd")
