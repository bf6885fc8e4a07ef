from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet


class OrganisationKind(models.TextChoices):
    MINISTRY = "ministry", _("ministry")
    PLANNING_BUREAU = "planning_bureau", _("planning bureau")
    INSTITUTE = "institute", _("institute")
    SAFETY_REGION = "safety_region", _("safety region")
    MUNICIPALITY = "municipality", _("municipality")
    CHAIN_PARTNER = "chain_partner", _("chain partner")
    PROGRAMME = "programme", _("programme")
    ASSOCIATION = "association", _("association")
    COORDINATOR = "coordinator", _("coordinator")


class OrganisationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Everyone who is signed in knows the organisations."""
        return self.all() if user.is_authenticated else self.none()


class Organisation(Noun):
    """A party in the crisis. `also_known_as` holds other spellings: "J&V" for JenV."""

    code = models.CharField(_("code"), max_length=20)
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    also_known_as = models.JSONField(default=list, blank=True)
    mailbox = models.EmailField(_("functional mailbox"), blank=True)
    active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("code"), name="organisation_code_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def get_absolute_url(self) -> str:
        return address_of("people:organisation", self.pk)
