"""Real small files of every kind, and bad ones."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

TYPES = "application/vnd.openxmlformats-officedocument."
PARTS = {
    "docx": ("word/document.xml", f"{TYPES}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{TYPES}spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{TYPES}presentationml.presentation.main+xml"),
}


def archive(parts: dict[str, bytes]) -> bytes:
    """The same bytes at any moment: each worker must name a test by them alike."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def office(extension: str, **more: bytes) -> bytes:
    place, kind = PARTS[extension]
    types = f'<Types><Override ContentType="{kind}"/></Types>'.encode()
    named = {name.replace("__", "/").replace("_DOT_", "."): part for name, part in more.items()}
    return archive({"[Content_Types].xml": types, place: b"<x/>", **named})


def odt() -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": kind, "content.xml": b"<x/>"})


GOOD = {
    "pdf": b"%PDF-1.7\n1 0 obj\n%%EOF",
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": odt(),
    "txt": "Vóór vrijdag\n".encode(),
    "csv": b"a;b\r\n1;2\r\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "jpg": b"\xff\xd8\xff\xe0" + bytes(20),
}


def upload(name: str = "stuk.pdf", content: bytes = GOOD["pdf"]) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
