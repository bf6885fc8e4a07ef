from django.db import models


class NumberSeries(models.Model):
    """Shown numbers run per series and year; a number given is never given again."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="number_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
