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
    "encoding": gettext_lazy("This is no text in UTF-8. Save the file as CSV in UTF-8."),
    "long_line": gettext_lazy("This line is far too long for a table. Is it a CSV file?"),
    "layout": gettext_lazy("No layout has these columns. The nearest one misses: %(value)s."),
    "doubled_column": gettext_lazy("The column %(value)s stands there twice."),
    "cut_off": gettext_lazy("The file stops in the middle of this line; fetch it again."),
    "columns": gettext_lazy("This line has %(value)s columns, which the first line has not."),
    "quotes": gettext_lazy("The quotation marks of this line do not match."),
    "day": gettext_lazy("“%(value)s” is no date; write 2020-11-30."),
    "early": gettext_lazy("%(value)s is before the first day that is kept."),
    "future": gettext_lazy("%(value)s is later than the day on which the figures were known."),
    "region": gettext_lazy("No region has the code “%(value)s”."),
    "indicator": gettext_lazy("No indicator has the code “%(value)s”."),
    "number": gettext_lazy("“%(value)s” is no number."),
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

    def add(self, line: int, reason: str, value: str = "") -> None:
        self.counts[reason] += 1
        if len(self.listed) < LISTED:
            shown = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
            self.listed.append(Problem(line, reason, shown.replace("\x00", "�")))

    @property
    def total(self) -> int:
        return self.counts.total()
