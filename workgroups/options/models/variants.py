from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Organisation, User

from .sets import OptionSet

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ASPECTS = (
    "description",
    "for_whom",
    "conditions",
    "advantages",
    "disadvantages",
    "risks",
    "cost",
)
"""What is said of every variant, in the order in which they are compared."""


class OfOptionsQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(options__in=OptionSet.objects.visible_to(user))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Variant(Noun):
    """One of the answers. Its letter is given once; `rejected_because` says why not this one."""

    options = models.ForeignKey(OptionSet, models.PROTECT, related_name="variants")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    for_whom = models.TextField(_("for whom"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    advantages = models.TextField(_("advantages"), blank=True)
    disadvantages = models.TextField(_("disadvantages"), blank=True)
    risks = models.TextField(_("risks"), blank=True)
    cost = models.TextField(_("cost"), blank=True)
    rejected_because = models.TextField(_("not chosen because"), blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = OfOptionsQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("variant")
        verbose_name_plural = _("variants")
        constraints = [
            models.UniqueConstraint(fields=["options", "position"], name="variant_letter_once"),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="variant_removed_at_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}. {self.title}"

    @property
    def letter(self) -> str:
        """A to Z; a number from the 27th on."""
        here = self.position - 1
        return LETTERS[here] if here < len(LETTERS) else str(self.position)

    def get_absolute_url(self) -> str:
        return reverse("options:detail", args=[self.options_id]) + f"#variant-{self.pk}"


class Remark(Noun):
    """What somebody says in the consultation, of one variant or of the question."""

    options = models.ForeignKey(OptionSet, models.PROTECT, related_name="remarks")
    variant = models.ForeignKey(
        Variant,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("variant"),
    )
    text = models.TextField(pgettext_lazy("consultation", "remark"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfOptionsQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("consultation", "remark")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="remark_removed_at_by"
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
