"""A sweep as drawings: two of what its points cost and win, and the third by how dark they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .charts import Cloud, Spot, cloud
from .queries.sweeps import Swept


@dataclass(frozen=True)
class Drawing:
    """A cloud with the names of its three measures; `key` tells it from the other one."""

    key: str
    title: str
    across: str
    dark: str
    cloud: Cloud


def clouds(result: Swept) -> list[Drawing]:
    """Days won against changes, and against days above; each dot is one point in both."""
    changes, above = _("changes of a level"), _("region-days above the determinations")
    by_changes = [Spot(one.changes, one.won, one.above) for one in result.gains]
    by_above = [Spot(one.above, one.won, one.changes) for one in result.gains]
    return [
        Drawing(
            "changes", _("Days won against changes"), changes, above,
            cloud(by_changes, result.edge),
        ),
        Drawing(
            "above", _("Days won against days too heavy"), above, changes,
            cloud(by_above, result.edge),
        ),
    ]  # fmt: skip
