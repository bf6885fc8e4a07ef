"""The register of decisions over all bodies and posts."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither, exactly_one
from coordination.people.models import Body, OutcomeName, Post, User


class DecisionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    CIRCULATED = "circulated", _("circulated")
    RECORDED = "recorded", _("recorded")


class Result(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("decision", "adopted")
    ADOPTED_WITH_CHANGES = "adopted_with_changes", pgettext_lazy("decision", "adopted with changes")
    DEFERRED = "deferred", pgettext_lazy("decision", "deferred")
    NOTED = "noted", pgettext_lazy("decision", "noted")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "withdrawn")
    REFERRED = "referred", pgettext_lazy("decision", "referred")


class Distribution(models.TextChoices):
    INTERNAL = "internal", _("internal")
    PUBLIC = "public", _("public")


class DecisionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Decisions of dossiers she may see. Drafts stand in their minutes only, and what is
        under embargo stays within government: no chain partner sees it."""
        visible = self.filter(dossier__in=Dossier.objects.visible_to(user)).standing()
        if user.is_authenticated and user.only_partner:
            free = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
            dossier_free = Q(dossier__embargo_until=None) | Q(
                dossier__embargo_until__lte=clock.now()
            )
            visible = visible.filter(free, dossier_free)
        return visible

    def standing(self) -> Self:
        return self.exclude(status=DecisionStatus.DRAFT)

    def proposed(self) -> Self:
        """Replacements that wait for a second person."""
        return self.filter(status=DecisionStatus.DRAFT, proposed_at__isnull=False)


class Decision(Noun):
    """What a body or an office decided, agreed, concluded or advised on a date."""

    series = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("body"),
    )
    post = models.ForeignKey(
        Post,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("office"),
    )
    taken_on = models.DateField(_("taken on"))
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="decisions", verbose_name=_("dossier")
    )
    outcome_name = models.CharField(
        _("name of outcome"), max_length=12, choices=OutcomeName, default=OutcomeName.DECISION
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DecisionStatus, default=DecisionStatus.DRAFT
    )
    result = models.CharField(_("result"), max_length=20, choices=Result, default=Result.ADOPTED)
    referred_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("referred to")
    )
    written = models.BooleanField(_("in a written round"), default=False)
    text = models.TextField(_("text"))
    reason = models.TextField(_("reason"), blank=True)
    alternatives = models.TextField(_("alternatives"), blank=True)
    reservations = models.TextField(_("reservations"), blank=True)
    review_on = models.DateField(_("review on"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    distribution = models.CharField(
        _("distribution"), max_length=8, choices=Distribution, default=Distribution.INTERNAL
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "serial"], name="decision_number"),
            models.CheckConstraint(
                condition=exactly_one("body", "post"), name="decision_by_body_or_post"
            ),
            models.CheckConstraint(
                condition=both_or_neither("recorded_at", "recorded_by"),
                name="decision_recorded_at_by",
            ),
            models.CheckConstraint(
                condition=both_or_neither("proposed_at", "proposed_by"),
                name="decision_proposed_at_by",
            ),
            models.CheckConstraint(
                condition=Q(status=DecisionStatus.RECORDED, recorded_at__isnull=False)
                | (~Q(status=DecisionStatus.RECORDED) & Q(recorded_at=None)),
                name="decision_recorded_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(review_on__gte=F("taken_on")),
                name="decision_review_after",
            ),
        ]
        indexes = [
            models.Index(fields=["-taken_on", "-serial"], name="decision_taken_on"),
            models.Index(fields=["dossier", "-taken_on"], name="decision_dossier"),
            models.Index(fields=["body", "-taken_on"], name="decision_body"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.serial:02}"

    @property
    def taken_by(self) -> Body | Post:
        taker = self.body or self.post
        assert taker is not None
        return taker

    @property
    def embargo(self) -> Any:
        """The moment until which it stays within government; None when it is free."""
        moments = [m for m in (self.embargo_until, self.dossier.embargo_until) if m]
        latest = max(moments, default=None)
        return latest if latest and latest > clock.now() else None

    def get_absolute_url(self) -> str:
        return address_of("decisions:detail", self.pk)
