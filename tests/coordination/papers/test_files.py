"""What is taken and what is refused, and what a name becomes."""

import hashlib
from typing import Any

import pytest

from coordination.kit.refusals import Refusal
from coordination.papers.files import inspect_upload
from coordination.papers.files.names import clean_name
from tests.coordination.papers.files import GOOD, PARTS, archive, office, upload

BOMB = office("docx", word__media__a_DOT_bin=bytes(60 * 1024 * 1024))
LOCKED = bytearray(office("docx"))
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize("extension", GOOD)
def test_every_kind_is_known_by_its_bytes(extension: str) -> None:
    found = inspect_upload(upload(f"stuk.{extension}", GOOD[extension]))
    assert (found.extension, found.size) == (extension, len(GOOD[extension]))
    assert found.sha256 == hashlib.sha256(GOOD[extension]).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("stuk.pdf", b""),
        ("stuk.exe", b"MZ"),
        ("stuk", b"%PDF-1.7"),
        ("stuk.html", b"<script>"),
        ("stuk.svg", b"<svg>"),
        ("stuk.pdf", b"<html>%PDF-"),
        ("stuk.png", GOOD["jpg"]),
        ("stuk.docx", GOOD["xlsx"]),
        ("stuk.docx", GOOD["pdf"]),
        ("stuk.xlsx", archive({"iets.txt": b"x"})),
        ("stuk.odt", GOOD["docx"]),
        ("stuk.docx", GOOD["docx"][:60]),
        ("stuk.docx", b"PK\x03\x04" + bytes(40)),
        ("stuk.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("stuk.docx", BOMB),
        ("stuk.docx", bytes(LOCKED)),
        ("stuk.docx", office("docx", word__vbaProject_DOT_bin=b"x")),
        ("stuk.txt", b"abc\0def"),
        ("stuk.csv", GOOD["png"]),
    ],
)
def test_what_is_not_what_it_says_or_does_harm_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        inspect_upload(upload(name, content))
    assert refused.value.field == "upload"


def test_macros_by_type_are_refused() -> None:
    place, _kind = PARTS["docx"]
    types = b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'
    with pytest.raises(Refusal):
        inspect_upload(upload("a.docx", archive({"[Content_Types].xml": types, place: b"x"})))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    lying = bytearray(office("docx", word__a_DOT_bin=bytes(100_000)))
    entry = lying.rindex(b"PK\x01\x02")
    lying[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refusal):
        inspect_upload(upload("a.docx", bytes(lying)))


def test_a_file_over_the_limit_is_refused(settings: Any) -> None:
    settings.PAPER_MAX_BYTES = 10
    with pytest.raises(Refusal):
        inspect_upload(upload())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\stukken\\nota.pdf", "nota.pdf"),
        ("nota\0.pdf", "nota.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        (".htaccess", "htaccess"),
        ("   ", "stuk"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("é" * 300 + ".pdf", "é" * 146 + ".pdf"),
    ],
)
def test_a_name_becomes_safe(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept
