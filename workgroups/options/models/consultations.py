from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.contributions.models import Contribution
from coordination.kit.models import Noun, VisibleQuerySet

from .sets import OptionSet


class EarlierConsultationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(options__in=OptionSet.objects.visible_to(user))


class EarlierConsultation(Noun):
    """A consultation that closed before the next one of the same question began."""

    options = models.ForeignKey(OptionSet, models.PROTECT, related_name="earlier")
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, related_name="+", verbose_name=_("consultation")
    )

    objects = EarlierConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier consultation")

    def __str__(self) -> str:
        return f"{self.options_id} {self.contribution_id}"
