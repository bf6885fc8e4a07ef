from django.db import models

from coordination.kit.models import Noun, both_or_neither

from .users import User


class Erasure(Noun):
    """Who a leaver was, asked to be erased; done once a second person confirms."""

    user = models.OneToOneField(User, models.PROTECT, related_name="erasure")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("confirmed_at", "confirmed_by"),
                name="erasure_confirmed_at_by",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("asked_by"))
                & ~models.Q(confirmed_by=models.F("user")),
                name="erasure_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"
