"""One region: its figures of the last weeks, drawn and as a table."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..charts import Chart, draw
from ..models import Indicator, Region
from .days import Day, Span, days_of
from .newest import Newest, newest_figures

WEEKS = (4, 12, 26, 52)


@dataclass(frozen=True)
class Shown:
    """An indicator with its days; `rate` is `total`, of the last 7 days, per inhabitants."""

    indicator: Indicator
    newest: Newest
    chart: Chart
    rows: list[Day]
    total: Decimal | None
    rate: Decimal | None


def shown_figures(
    region: Region,
    indicators: list[Indicator],
    *,
    weeks: int,
    today: date,
    known_at: datetime | None = None,
) -> list[Shown]:
    """The last `weeks` up to the newest figure of each; an indicator without figures is left out.

    With `known_at` as they were known then. Five queries, and one for every other last day among
    the indicators.
    """
    newest = newest_figures([region], indicators, today, known_at)
    by_day: dict[date, list[Indicator]] = {}
    for indicator in indicators:
        if one := newest.get((region.pk, indicator.pk)):
            by_day.setdefault(one.day, []).append(indicator)
    spans = [
        Span(those, last - timedelta(days=7 * weeks - 1), last) for last, those in by_day.items()
    ]
    found = days_of(region, spans, known_at)
    shown = []
    for span in spans:
        for indicator in span.indicators:
            days = found[indicator.pk]
            values = [one.value for one in days]
            total = _total(values[-7:])
            shown.append(
                Shown(
                    indicator=indicator,
                    newest=newest[region.pk, indicator.pk],
                    chart=draw(span.first, values),
                    rows=days[::-1],
                    total=total,
                    rate=_rate(total, indicator, region),
                )
            )
    return sorted(shown, key=lambda one: one.indicator.code)


def _total(week: list[Decimal | None]) -> Decimal | None:
    """None where a day is missing: a total that lacks one is too low."""
    whole = [value for value in week if value is not None]
    return sum(whole, Decimal(0)) if len(whole) == 7 else None


def _rate(total: Decimal | None, indicator: Indicator, region: Region) -> Decimal | None:
    if total is None or indicator.per is None:
        return None
    return (total * indicator.per / region.rate_population).quantize(Decimal("0.1"))
