"""What a team delivers, and what has to be there before it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.actions.terms import Owner
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, at_most_one, both_or_neither
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import Organisation, Post, User

from .lines import ActionLine


class ProductState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("product", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("product", "under way")
    DELIVERED = "delivered", pgettext_lazy("product", "delivered")
    DROPPED = "dropped", pgettext_lazy("product", "dropped")


DONE = (ProductState.DELIVERED, ProductState.DROPPED)
"""Nothing is awaited of these any more."""


class ProductQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(line__team__in=Dossier.objects.visible_to(user).values("pk"))


class Product(Noun):
    """Something a team delivers. Its versions are those of its paper; one of them was delivered."""

    line = models.ForeignKey(
        ActionLine, models.PROTECT, related_name="products", verbose_name=_("action line")
    )
    position = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("product"), max_length=300)
    text = models.TextField(_("description"), blank=True)
    interim = models.BooleanField(_("interim product"), default=False)
    state = models.CharField(
        pgettext_lazy("product", "state"),
        max_length=9,
        choices=ProductState,
        default=ProductState.PLANNED,
    )
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    owner_person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    owner_post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    needs_version = models.BooleanField(_("delivered as a paper"), default=False)
    paper = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    delivered_version = models.ForeignKey(
        PaperVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    delivered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_because = models.CharField(_("dropped because"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProductQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.UniqueConstraint("line", Lower("title"), name="product_title_once"),
            models.CheckConstraint(
                condition=at_most_one("owner_person", "owner_post"), name="product_one_owner"
            ),
            models.CheckConstraint(
                condition=both_or_neither("delivered_at", "delivered_by"),
                name="product_delivered_at_by",
            ),
            models.CheckConstraint(
                condition=Q(state=ProductState.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=ProductState.DELIVERED) & Q(delivered_at=None, delivered_version=None)),
                name="product_delivered_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProductState.DELIVERED)
                | Q(needs_version=False)
                | Q(delivered_version__isnull=False),
                name="product_delivered_as_paper",
            ),
            models.CheckConstraint(
                condition=Q(state=ProductState.DROPPED) ^ Q(dropped_because=""),
                name="product_dropped_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Owner:
        return Owner(self.owner_organisation, self.owner_person, self.owner_post)

    @property
    def state_label(self) -> str:
        """Its state in words, by the enum: by the model each row looks the choices through."""
        return str(ProductState(self.state).label)

    @property
    def is_done(self) -> bool:
        return self.state in DONE

    def get_absolute_url(self) -> str:
        return address_of("planning:product", self.pk)


class DependencyQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Where she may see both; of a product she may not see nothing is told."""
        seen = Dossier.objects.visible_to(user).values("pk")
        return self.filter(product__line__team__in=seen, needs__line__team__in=seen)


class Dependency(Noun):
    """A product waits for another, of the same team or of another one; never in a circle."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="dependencies")
    needs = models.ForeignKey(
        Product, models.PROTECT, related_name="dependents", verbose_name=_("waits for")
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = DependencyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dependency")
        constraints = [
            models.UniqueConstraint(fields=["product", "needs"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(product=F("needs")), name="dependency_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.needs_id}"
