"""The record: every deed once, chained, never changed. It knows nobody: ids are plain values."""

import hashlib
import json
import uuid
from datetime import datetime
from typing import Any

from django.db import models

GENESIS = "0" * 64


class AuditEvent(models.Model):
    """One event of a stream; `hash` covers its fields as stored and the hash before it."""

    stream = models.CharField(max_length=80)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    dossier = models.UUIDField(null=True)
    deed = models.UUIDField(default=uuid.uuid4)
    root = models.BooleanField(default=True)
    payload = models.TextField(default="{}")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="audit_event_seq_once"),
            models.UniqueConstraint(fields=["stream", "prev"], name="audit_event_no_fork"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-at"], name="audit_event_object"),
            models.Index(fields=["dossier", "-at"], name="audit_event_dossier"),
            models.Index(fields=["actor", "-at"], name="audit_event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.action}"

    @property
    def parsed(self) -> dict[str, Any]:
        """The payload as data."""
        read: dict[str, Any] = json.loads(self.payload)
        return read

    def sealed(self) -> str:
        """The sha256 that belongs to these fields."""
        parts = (
            self.stream,
            str(self.seq),
            stamp(self.at),
            self.actor,
            self.action,
            self.object_type,
            self.object_id,
            str(self.dossier or ""),
            str(self.deed),
            str(self.root),
            self.payload,
            self.prev,
        )
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class AuditHead(models.Model):
    """The end of a stream; locked while a deed appends to it."""

    stream = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.stream} {self.seq}"


class AuditAnchor(models.Model):
    """All heads at a moment, signed: what stood then cannot be rewritten with new hashes."""

    at = models.DateTimeField(unique=True)
    heads = models.TextField()
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return stamp(self.at)


def stamp(moment: datetime) -> str:
    """The moment as it is hashed: UTC, microseconds."""
    return f"{moment.timestamp():.6f}"
