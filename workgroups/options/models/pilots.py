from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User

from .sets import OptionSet
from .variants import Variant


class Permit(models.TextChoices):
    """Whether it may be held there."""

    NOT_NEEDED = "not_needed", pgettext_lazy("permit", "not needed")
    TO_ASK = "to_ask", pgettext_lazy("permit", "to be asked")
    ASKED = "asked", pgettext_lazy("permit", "asked")
    GRANTED = "granted", pgettext_lazy("permit", "granted")
    REFUSED = "refused", pgettext_lazy("permit", "refused")


class PilotQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(variant__options__in=OptionSet.objects.visible_to(user))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Pilot(Noun):
    """A variant tried somewhere: where, when, with whose permit, what is measured and learnt."""

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="pilots")
    place = models.CharField(_("place"), max_length=200)
    sector = models.CharField(_("sector"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    permit = models.CharField(_("permit"), max_length=10, choices=Permit, default=Permit.TO_ASK)
    permit_by = models.CharField(_("permit from"), max_length=200, blank=True)
    measures = models.TextField(_("what is measured"), blank=True)
    learnt = models.TextField(_("what was learnt"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PilotQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="pilot_ends_after_start",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="pilot_removed_at_by"
            ),
        ]
        indexes = [models.Index(fields=["variant", "starts_on"], name="pilot_variant")]

    def __str__(self) -> str:
        return self.place

    @property
    def permit_label(self) -> str:
        """Its permit in words, by the enum: the model looks the choices through at every row."""
        return str(Permit(self.permit).label)

    def get_absolute_url(self) -> str:
        return reverse("options:detail", args=[self.variant.options_id]) + f"#pilot-{self.pk}"
