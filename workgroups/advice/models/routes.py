"""The usual route of a question, as rows of a cadence: which slot, how many cycles on, and why."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coordination.cycle.models import Cadence, Slot
from coordination.dossiers.models import readable_by
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import User


class LineKind(models.TextChoices):
    """A question is answered; a product of a team is put before a body by itself."""

    QUESTION = "question", pgettext_lazy("advice line", "question")
    PRODUCT = "product", pgettext_lazy("advice line", "product")


class StopPurpose(models.TextChoices):
    """What a stop is for."""

    ASKED = "asked", pgettext_lazy("stop", "question asked")
    DIRECTION = "direction", pgettext_lazy("stop", "direction")
    DRAFT = "draft", pgettext_lazy("stop", "draft outcome")
    OUTCOME = "outcome", pgettext_lazy("stop", "outcome")
    INTERIM = "interim", pgettext_lazy("stop", "interim product")
    DECISION = "decision", pgettext_lazy("stop", "decision in line A")


class RouteTemplateQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """A route is read by who may read its cadence."""
        return self.filter(readable_by(user, at="cadence__dossier__"))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class RouteTemplate(Noun):
    """A route that questions or products of a cadence usually take."""

    cadence = models.ForeignKey(
        Cadence, models.PROTECT, related_name="+", verbose_name=_("cadence")
    )
    name_nl = models.CharField(_("name in Dutch"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    kind = models.CharField(_("for"), max_length=8, choices=LineKind, default=LineKind.QUESTION)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = RouteTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("advice line", "route")
        constraints = [
            models.UniqueConstraint(
                fields=["cadence", "name_nl"],
                condition=Q(removed_at=None),
                name="advice_route_name_once",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"),
                name="advice_route_removed_at_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def get_absolute_url(self) -> str:
        return address_of("advice:route", self.pk)


class RouteStep(Noun):
    """A stop of the usual route: a slot of the cadence, so many cycles after the question."""

    template = models.ForeignKey(RouteTemplate, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="+")
    cycles_later = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=9, choices=StopPurpose)
    answers = models.BooleanField(_("the answer is promised here"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="advice_step_position"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(answers=True), name="advice_step_answers_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template_id} {self.position}"

    @property
    def purpose_label(self) -> str:
        """Its purpose in words, by the enum: the model looks the choices through at every row."""
        return str(StopPurpose(self.purpose).label)
