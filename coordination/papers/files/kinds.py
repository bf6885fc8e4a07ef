"""The kinds of file that are taken, each known by its name and by its first bytes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """`inside` names the part that an office file of this kind must hold."""

    content_type: str
    magic: tuple[bytes, ...] = ()
    inside: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP = (b"PK\x03\x04",)

KINDS = {
    "pdf": FileKind("application/pdf", (b"%PDF-",)),
    "docx": FileKind(f"{_OFFICE}wordprocessingml.document", _ZIP, "word/document.xml"),
    "xlsx": FileKind(f"{_OFFICE}spreadsheetml.sheet", _ZIP, "xl/workbook.xml"),
    "pptx": FileKind(f"{_OFFICE}presentationml.presentation", _ZIP, "ppt/presentation.xml"),
    "odt": FileKind("application/vnd.oasis.opendocument.text", _ZIP, "content.xml"),
    "txt": FileKind("text/plain"),
    "csv": FileKind("text/csv"),
    "png": FileKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)
