"""Whether the rows of a planning from a file agree with each other."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .previewing import Wanted
from .queries.plans import PlannedProduct
from .reading import COLUMNS
from .services.milestones import MOST, too_many

Named = tuple[int, str]


@dataclass
class Agreement:
    """What earlier rows said of the same action line and product; `standing` are those planned."""

    standing: dict[Named, PlannedProduct]
    rows: dict[tuple[int, str, str], int] = field(default_factory=dict)
    said: dict[tuple[Any, ...], tuple[Any, int]] = field(default_factory=dict)
    milestones: dict[Named, int] = field(default_factory=dict)

    def judge(self, wanted: Wanted) -> Named:
        """Add to the problems of a row what it says twice or otherwise; its line and product."""
        row = wanted.row
        product = (wanted.position, row.product.casefold())
        place = (*product, row.milestone.casefold())
        if place in self.rows:
            wanted.problems.append(_("Row %(row)d says the same.") % {"row": self.rows[place]})
        self.rows.setdefault(place, row.number)
        self._compare(wanted, "line_title", row.line_title.casefold() or None, wanted.position)
        for name in ("owner", "interim", "state"):
            self._compare(wanted, name, getattr(wanted, name), *product)
        if wanted.owner is None:  # an empty cell leaves what an earlier row said
            wanted.owner, _row = self.said.get(("owner", *product), (None, 0))
        if wanted.facts is not None:
            self._count(wanted, product)
        return product

    def _compare(self, wanted: Wanted, name: str, value: Any, *of: Any) -> None:
        if value is None:
            return
        before, row = self.said.setdefault((name, *of), (value, wanted.row.number))
        if before != value:
            sentence = _("Row %(row)d says something else under %(column)s. Make them the same.")
            wanted.problems.append(sentence % {"row": row, "column": COLUMNS[name]})

    def _count(self, wanted: Wanted, product: Named) -> None:
        stands = self.standing.get(product)
        titles = {one.row.title.casefold() for one in stands.milestones} if stands else set()
        if wanted.row.milestone.casefold() in titles:
            return
        number = self.milestones[product] = self.milestones.get(product, len(titles)) + 1
        if number > MOST:
            wanted.problems.append(too_many())
