"""Office files are archives: looked into without unpacking more than is bounded beforehand."""

import re
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext_lazy as _

from coordination.kit.refusals import Refusal

from .kinds import FileKind

MOST_ENTRIES = 5_000
MOST_UNPACKED = 300 * 1024 * 1024
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|Basic/|Scripts/)", re.IGNORECASE)
_MIMETYPE = "mimetype"


def refuse_unsafe_archive(file: IO[bytes], kind: FileKind, size: int) -> None:
    """Refuse an archive that is broken, locked, explosive, holds macros, or is something else."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bomb(entries, size)
            _refuse_contents(archive, entries, kind)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as trouble:
        raise _refusal(_("This file is damaged. Save it again and try once more.")) from trouble
    except (ValueError, RuntimeError) as trouble:
        raise _refusal(_("This file is damaged. Save it again and try once more.")) from trouble


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    ratio = unpacked / max(size, 1)
    explosive = unpacked > RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO
    # entries that together are larger than the file lie over each other
    if unpacked > MOST_UNPACKED or explosive or packed > size or len(entries) > MOST_ENTRIES:
        raise _refusal(_("This file unpacks to far more than it says. It is not taken."))


def _refuse_contents(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: FileKind
) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _refusal(_("This file is locked with a password. Take the password off first."))
    names = {entry.filename for entry in entries}
    if any(_MACROS.search(name) for name in names):
        raise _refusal(_("This file holds macros. Save it without macros and try again."))
    if kind.inside not in names:
        raise _refusal(_("This file is not what its name says."))
    said = _said(archive, names)
    if b"macroEnabled" in said:
        raise _refusal(_("This file holds macros. Save it without macros and try again."))
    if kind.content_type.encode() not in said:
        raise _refusal(_("This file is not what its name says."))
    for entry in entries:
        _read_through(archive, entry)


def _said(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    """What the file says it is: a line in OpenDocument, a list of types in Office Open XML."""
    place = _MIMETYPE if _MIMETYPE in names else "[Content_Types].xml"
    if place not in names:
        return b""
    with archive.open(place) as part:
        return part.read(1024 * 1024)


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack it as far as it says; a size or checksum that lies raises."""
    with archive.open(entry) as part:
        while part.read(64 * 1024):
            pass


def _refusal(sentence: object) -> Refusal:
    return Refusal(sentence, field="upload")
