from django.db import models

from .users import User


class Receipt(models.Model):
    """A post that was handled: the same key gives the same answer and no second deed."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=500, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
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
