"""Make a backup and put one back."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command

from coordination.kit.backup.archive import MEDIA, Manifest, read_archive, write_archive
from coordination.kit.backup.databases import dump_database, has_content, load_database
from coordination.kit.backup.refusals import BackupRefused


def make_backup(*, target: Path, at: datetime) -> Manifest:
    """Database and files in one archive, readable by its owner only; refuses to overwrite.

    The database is copied first: a file that came later is in the archive without a row,
    never a row without its file.
    """
    with tempfile.TemporaryDirectory(prefix="baken-backup-", dir=target.parent) as scratch:
        content = Path(scratch)
        database = dump_database(content)
        media = _media()
        if media.exists():
            shutil.copytree(media, content / MEDIA)
        return write_archive(target, content, database=database, made_at=at.isoformat())


def restore_backup(*, source: Path, replace: bool) -> Manifest:
    """Put an archive in the place of an empty database and its files; hold the mail.

    Refuses a damaged archive, another kind of database and, unless replace, a database in
    which somebody already is.
    """
    media = _media()
    media.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="baken-restore-", dir=media.parent) as scratch:
        content = Path(scratch)
        manifest = read_archive(source, content)
        if has_content() and not replace:
            raise BackupRefused("There are users in this database; YES=1 replaces everything.")
        load_database(content, manifest.database)
        _swap(content / MEDIA, media, content / "before")
    call_command("migrate", verbosity=0)
    # What was due since the backup may have been sent before: mail waits for a person.
    call_command("hold_mail", reason="restored from a backup")
    return manifest


def _media() -> Path:
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        raise BackupRefused("Files are kept elsewhere than on this machine; back them up there.")
    return Path(storage.location)


def _swap(new: Path, now: Path, aside: Path) -> None:
    if now.exists():
        now.rename(aside)
    if new.exists():
        new.rename(now)
