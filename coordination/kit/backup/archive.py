"""The archive: manifest.json first, then what it names with a sha256 each."""

import hashlib
import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

from coordination.kit.backup.refusals import BackupRefused

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"


@dataclass(frozen=True)
class Manifest:
    """What the archive holds: the kind of database, when, and the sum of every file."""

    database: str
    made_at: str
    files: dict[str, str]
    format: int = FORMAT


def write_archive(target: Path, content: Path, *, database: str, made_at: str) -> Manifest:
    """Pack the folder into the target, whole or not at all; refuses to overwrite."""
    if target.exists():
        raise BackupRefused(f"{target} is already there; choose another name.")
    names = sorted(str(path.relative_to(content)) for path in content.rglob("*") if path.is_file())
    sums = {name: _sum(content / name) for name in names}
    manifest = Manifest(database, made_at, sums)
    (content / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1))
    beside = target.with_name(f".{target.name}.part")
    beside.touch(mode=0o600)
    try:
        with tarfile.open(beside, "w:gz", compresslevel=6) as archive:
            for name in (MANIFEST, *names):
                archive.add(content / name, arcname=name)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return manifest


def read_archive(source: Path, folder: Path) -> Manifest:
    """Unpack into the folder; refuses what is not whole, not ours or says more than it holds."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except FileNotFoundError as error:
        raise BackupRefused(f"{source} is not there or is no backup of Baken.") from error
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        raise BackupRefused(f"{source} cannot be read as a backup of Baken: {error}") from error
    if manifest.format != FORMAT:
        raise BackupRefused(f"{source} has format {manifest.format}; this version reads {FORMAT}.")
    _refuse_differences(folder, manifest)
    return manifest


def _refuse_differences(folder: Path, manifest: Manifest) -> None:
    present = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    if present != {MANIFEST, *manifest.files}:
        raise BackupRefused("The archive does not hold what its manifest names.")
    for name, expected in manifest.files.items():
        if _sum(folder / name) != expected:
            raise BackupRefused(f"{name} in the archive is damaged: its sha256 differs.")


def _sum(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
