"""Look at a file before it is kept."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from coordination.kit.refusals import Refusal

from .kinds import KINDS, FileKind
from .names import clean_name, extension_of
from .office import refuse_unsafe_archive

_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its clean name, type by its bytes, size in bytes and sha256."""

    name: str
    extension: str
    content_type: str
    size: int
    sha256: str


def inspect_upload(upload: "UploadedFile[Any]") -> Inspected:
    """What the file truly is; refuses what is empty, too big, of another kind, or dangerous."""
    name = clean_name(str(upload.name or ""))
    size = int(upload.size or 0)
    if size == 0:
        raise Refusal(_("This file is empty."), field="upload")
    if size > settings.PAPER_MAX_BYTES:
        limit = filesizeformat(settings.PAPER_MAX_BYTES)
        sentence = _("This file is larger than %(limit)s. Split it, or send a link.")
        raise Refusal(sentence % {"limit": limit}, field="upload")
    extension = extension_of(name)
    kind = KINDS.get(extension)
    if kind is None:
        sentence = _("Files of this kind are not taken. Choose one of: %(kinds)s.")
        raise Refusal(sentence % {"kinds": ", ".join(KINDS)}, field="upload")
    _refuse_other(upload, kind, size)
    return Inspected(name, extension, kind.content_type, size, _sha256(upload))


def _refuse_other(upload: "UploadedFile[Any]", kind: FileKind, size: int) -> None:
    upload.seek(0)
    start = upload.read(1024)
    if start.startswith(_OLD_OFFICE):
        sentence = _("This file is in an old format or locked with a password. Save it anew.")
        raise Refusal(sentence, field="upload")
    if kind.magic and not start.startswith(kind.magic):
        raise Refusal(_("This file is not what its name says."), field="upload")
    if kind.inside:
        assert upload.file is not None
        upload.seek(0)
        refuse_unsafe_archive(upload.file, kind, size)
    if not kind.magic:
        _refuse_binary(upload)


def _refuse_binary(upload: "UploadedFile[Any]") -> None:
    """A text holds no control characters, in whatever encoding."""
    for chunk in upload.chunks():
        if chunk.translate(None, _CONTROL) != chunk:
            raise Refusal(_("This file is not what its name says."), field="upload")


def _sha256(upload: "UploadedFile[Any]") -> str:
    sealed = hashlib.sha256()
    for chunk in upload.chunks():
        sealed.update(chunk)
    return sealed.hexdigest()
