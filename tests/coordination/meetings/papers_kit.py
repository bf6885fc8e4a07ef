"""Papers for the tests of meeting papers: true PDFs, in the dossier of an item."""

from datetime import datetime
from functools import cache

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
