"""Everything one person can reach: pages, fragments, sheets and the API, link by link."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from urllib.parse import urldefrag, urljoin
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from .registry import ROWS
from .routes import doors
from .rows import nowhere
from .visits import Answer, ask

MOST = 1200
LINK = re.compile(r'(?:href|hx-get|src|data-url)="(/[^"]*)"')
TOKENS = re.compile(rb'(name="(?:csrfmiddlewaretoken|receipt)" value="|"X-CSRFToken": ")[^"]*')
LEFT = re.compile(r"^/(?:static|account)/|[.]pdf(?:$|\?)")
"""Files that are the same for all, signing in, and the report as PDF, which numbers each copy; its
words are those of the page."""


def starts(words: list[str]) -> Iterator[str]:
    """Every address without an object, as it is and searched for each of `words`."""
    for key, door in sorted(doors().items()):
        if key in ROWS and ROWS[key].at is nowhere and "get" in door.methods and ROWS[key].get:
            yield reverse(door.name)
            for word in words:
                yield f"{reverse(door.name)}?q={word}"


def crawl(client: Client, words: list[str], *, follow: bool = True) -> dict[str, tuple[int, bytes]]:
    """Status and content by address, without the tokens, which differ at every request."""
    seen: dict[str, tuple[int, bytes]] = {}
    waiting = deque(starts(words))
    while waiting and len(seen) < MOST:
        url = waiting.popleft()
        if url not in seen and not LEFT.search(url):
            answer = ask(client, "get", url)
            seen[url] = (answer.status, content_of(answer))
            waiting.extend(links(url, answer) if follow else ())
    assert not waiting, f"more than {MOST} addresses"
    return seen


def content_of(answer: Answer) -> bytes:
    """The page without its tokens; of a sheet its parts without the time of packing."""
    if answer.content.startswith(b"PK"):
        with ZipFile(BytesIO(answer.content)) as sheet:
            return b"".join(sheet.read(name) for name in sorted(sheet.namelist()))
    return TOKENS.sub(rb"\1", answer.content)


def links(url: str, answer: Answer) -> Iterator[str]:
    kind = answer.response.get("Content-Type", "")
    if kind.startswith("text/html"):
        for link in LINK.findall(answer.content.decode()):
            yield urldefrag(urljoin(url, unescape(link))).url
