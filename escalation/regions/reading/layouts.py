"""Which files can be read: a row per layout, recognised by the columns it needs.

The open data of RIVM: https://data.rivm.nl/covid-19/, a row per municipality and day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """The columns of a file.

    Either each of `values` holds the figures of one indicator, or `indicator` names it in every
    row and `value` holds the figure. With `part` the rows are of parts of a region (a
    municipality) and are summed, to the region and to the country. `known_at` holds the moment
    the file was made; without it somebody says. `also` are other names of columns.
    """

    name: str
    day: str
    region: str
    values: Mapping[str, str] = field(default_factory=dict)
    indicator: str = ""
    value: str = ""
    part: str = ""
    known_at: str = ""
    also: Mapping[str, str] = field(default_factory=dict)

    @property
    def needed(self) -> list[str]:
        named = [self.day, self.region, *self.values, self.indicator, self.value, self.part]
        return [column for column in [*named, self.known_at] if column]

    def named(self, header: list[str]) -> list[str]:
        """The columns of a file by the names that stand here, whatever their capitals."""
        ours = {name.casefold(): name for name in self.needed} | dict(self.also)
        return [ours.get(name.casefold(), name) for name in header]


LAYOUTS = (
    Layout(
        name="rivm_positive_tests",
        day="Date_of_publication",
        region="Security_region_code",
        values={"Total_reported": "positive_tests"},
        part="Municipality_code",
        known_at="Date_of_report",
    ),
    Layout(
        name="rivm_hospital_admissions",
        day="Date_of_statistics",
        region="Security_region_code",
        values={
            "Hospital_admission_notification": "hospital_admissions_reported",
            "Hospital_admission": "hospital_admissions",
        },
        part="Municipality_code",
        known_at="Date_of_report",
    ),
    Layout(
        name="long",
        day="date",
        region="region",
        indicator="indicator",
        value="value",
        also={"datum": "date", "dag": "date", "regio": "region", "waarde": "value"},
    ),
)
