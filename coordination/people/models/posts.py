from typing import Any, Self

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither

from .organisations import Organisation
from .users import User


class PostQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Offices are known to everyone who is signed in."""
        return self.all() if user.is_authenticated else self.none()


class Post(Noun):
    """An office that acts whoever holds it: "secretary MLT3", "minister of VWS"."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name_nl = models.CharField(_("name in Dutch"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("organisation")
    )
    holder = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("holder"),
    )
    held_since = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("holder", "held_since"), name="post_holder_since"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def get_absolute_url(self) -> str:
        return address_of("people:post", self.pk)
