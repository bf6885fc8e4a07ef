from django.db.models import F

from ..models import NumberSeries


def next_number(*, series: str, year: int) -> int:
    """The next shown number of a series in a year; gaps are allowed, doubles are not.

    Called inside a deed: the counter stays locked until it is done.
    """
    counter = NumberSeries.objects.filter(series=series, year=year)
    if not counter.update(last=F("last") + 1):
        NumberSeries.objects.bulk_create(
            [NumberSeries(series=series, year=year)], ignore_conflicts=True
        )
        counter.update(last=F("last") + 1)
    return counter.get().last
