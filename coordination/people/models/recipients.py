from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, exactly_one

from .organisations import Organisation
from .users import User


class ContactQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who may name contacts sees all of them, so that none is named twice."""
        return self.all() if user.is_authenticated and user.may("people.contacts") else self.none()


class OutsideContact(Noun):
    """Somebody without an account, named by a sponsor and known for a limited time."""

    name = models.CharField(_("name"), max_length=120)
    address = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_on = models.DateField(_("expires on"))
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact without an account")
        constraints = [
            models.UniqueConstraint(Lower("address"), "organisation", name="contact_address_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return f"{self.name} ({self.organisation.code})"

    def get_absolute_url(self) -> str:
        return address_of("people:contact", self.pk)


class Recipient(Noun):
    """Who a message is for: one row per user, functional mailbox or outside contact."""

    user = models.OneToOneField(User, models.CASCADE, null=True, related_name="recipient")
    mailbox = models.OneToOneField(
        Organisation, models.CASCADE, null=True, related_name="recipient"
    )
    contact = models.OneToOneField(
        OutsideContact, models.CASCADE, null=True, related_name="recipient"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("user", "mailbox", "contact"), name="recipient_is_one"
            )
        ]

    def __str__(self) -> str:
        return str(self.user or self.mailbox or self.contact)

    @property
    def address(self) -> str:
        if self.user:
            return self.user.email
        return self.mailbox.mailbox if self.mailbox else self.contact.address  # type: ignore[union-attr]  # a constraint: exactly one of three

    @property
    def language(self) -> str:
        return self.user.language if self.user else "nl"
