"""What lies on disk of uploads: for so many days after it was read, and then no more."""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage
from django.db import transaction

from coordination.audit.deeds import deed, record
from coordination.kit.work import WorkStatus

from ..models import ObservationImport

FOLDER = "figures"
STRAY = timedelta(days=1)
"""So old is no upload that somebody is still busy with."""


def remove_old_files(*, at: datetime, machine_at: datetime) -> int:
    """Remove files that were read FIGURES_KEPT_DAYS ago, and what broken uploads left behind.

    Their rows stay, with the digest and with what was read; returns how many were removed.
    """
    over = [WorkStatus.DONE, WorkStatus.REFUSED]
    until = at - timedelta(days=settings.FIGURES_KEPT_DAYS)
    read = ObservationImport.objects.filter(status__in=over, ended_at__lte=until).exclude(file="")
    old = list(read.order_by("ended_at"))
    for importing in old:
        _remove(importing=importing, at=at)
    return len(old) + _remove_strays(machine_at)


@deed
def _remove(*, importing: ObservationImport, at: datetime) -> None:
    name = str(importing.file.name)
    importing.file, importing.removed_at = "", at
    importing.save(update_fields=["file", "removed_at"])
    record("regions.file_removed", importing, by=None, at=at)
    transaction.on_commit(partial(_storage().delete, name), robust=True)


def _remove_strays(at: datetime) -> int:
    """Files without a row, and halves of uploads whose process was killed."""
    storage, removed = _storage(), 0
    names = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    kept = set(ObservationImport.objects.exclude(file="").values_list("file", flat=True))
    for name in (f"{FOLDER}/{name}" for name in names):
        if name not in kept and storage.get_modified_time(name) < at - STRAY:
            storage.delete(name)
            removed += 1
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        if path.stat().st_mtime < (at - STRAY).timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _storage() -> Storage:
    return ObservationImport._meta.get_field("file").storage
