from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither

from .organisations import Organisation
from .users import User


class SavedViewQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Her own, and what colleagues share with her organisation."""
        shared = Q(organisation=user.organisation_id, organisation__isnull=False)
        return self.filter(Q(owner=user.pk) | shared, removed_at=None)

    def owned_by(self, user: Any) -> Self:
        """Also what she removed."""
        return self.filter(owner=user.pk)


class SavedView(Noun):
    """A list with its filters under a name; with `organisation` for everybody there.

    `place` names the list (people.saved), `query` is its address. Who opens it sees what she may.
    """

    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    place = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "place", "name"],
                condition=Q(removed_at=None),
                name="saved_view_named_once",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"),
                name="saved_view_removed_at_by",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "place"], name="saved_view_organisation")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:views")
