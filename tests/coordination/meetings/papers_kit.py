"""Papers for the tests of meeting papers: true PDFs, in the dossier of an item."""

from datetime import datetime
from functools import cache
from hashlib import md5

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from coordination.meetings.models import AgendaItem, AgendaPaper
from coordination.meetings.services.papers import supply_paper
from coordination.papers.models import PaperKind
from tests.cast import Cast


@cache
def pdf_saying(*pages: str) -> bytes:
    """A PDF with a page for each text."""
    made = typst.compile("\n#pagebreak()\n".join(pages).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def locked_pdf(password: bytes = b"geheim") -> bytes:
    """A page that asks for its password (PDF 1.4, 7.6: RC4 of 40 bits, revision 2)."""
    rights = (-4).to_bytes(4, "little", signed=True)
    owner = rc4(md5(padded(b"eigenaar")).digest()[:5], padded(password))
    key = md5(padded(password) + owner + rights + b"0" * 16).digest()[:5]
    user = rc4(key, padded(b""))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>"
        % (owner.hex().encode(), user.hex().encode()),
    ]
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj%b endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n%btrailer" % table
    names = b"<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<%b><%b>]>>" % ((b"30" * 16,) * 2)
    return written + head + names + b"\nstartxref\n%d\n%%%%EOF" % len(written)


def padded(password: bytes) -> bytes:
    filling = "28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A"
    return (password + bytes.fromhex(filling))[:32]


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    made = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        made.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(made)


def put_paper(
    cast: Cast, item: AgendaItem, title: str, *, at: datetime, content: bytes = b"", **more: object
) -> AgendaPaper:
    """A paper of two pages, or of `content`, supplied for the item by its secretary."""
    name = str(more.pop("name", "stuk.pdf"))
    return supply_paper(
        item=item,
        title=title,
        kind=PaperKind.ADVICE,
        upload=SimpleUploadedFile(name, content or pdf_saying(f"{title} een", "twee")),
        by=cast.secretary,
        at=at,
        **more,  # type: ignore[arg-type]  # what a test gives by name
    )
