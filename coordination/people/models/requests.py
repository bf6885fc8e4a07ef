from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither

from .bodies import Body
from .users import User


class Receipt(models.Model):
    """A post that was handled: the same key gives the same answer and no second deed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="receipt_once")]
        indexes = [models.Index(fields=["at"], name="receipt_at")]

    def __str__(self) -> str:
        return self.key


class Visit(models.Model):
    """When somebody last looked at a page that tells what changed since."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits")
    page = models.CharField(max_length=40)
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="visit_once")]

    def __str__(self) -> str:
        return f"{self.page} {self.at}"


class TokenQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Her own tokens."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def live(self) -> Self:
        return self.filter(revoked_at=None)


class Token(Noun):
    """A key for the API, shown once: only its sha256 is kept, and its last four characters."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("revoked_at", "revoked_by"), name="token_revoked_at_by"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FeedToken(Noun):
    """A key by which a calendar reads her meetings, or those of one body; shown once, as a hash.

    It opens what its owner may see at that moment, and nothing else.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="feed_tokens")
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)
    created_at = models.DateTimeField()
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    last_used_on = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("revoked_at", "revoked_by"), name="feed_revoked_at_by"
            ),
        ]

    def __str__(self) -> str:
        return self.name
