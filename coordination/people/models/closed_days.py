from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.kit.models import Noun, VisibleQuerySet

from .organisations import Organisation
from .users import User


class ClosedDayQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """When organisations are closed is known to everyone who is signed in."""
        return self.all() if user.is_authenticated else self.none()


class ClosedDay(Noun):
    """A correction of the calendar: a day that is closed, or with `worked` a holiday that is not.

    Without an organisation it counts for everybody; an organisation's own row goes before that.
    """

    day = models.DateField(_("day"))
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="closed_days",
        verbose_name=_("organisation"),
    )
    worked = models.BooleanField(_("worked all the same"), default=False)
    reason = models.CharField(_("reason"), max_length=120)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "organisation"], name="closed_day_once"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(organisation=None), name="closed_day_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{date_format(self.day, 'SHORT_DATE_FORMAT')} {self.reason}"
