"""Every page somebody can reach by links, one of each kind, found without drawing them."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# what is no page: files, the API, and the kinds that need something in the address
NO_PAGE = re.compile(
    r"^/(api|static|health|stukken/versies)|\.(csv|xlsx|docx|json|pdf|txt|ics)$|/(csv|xlsx|docx|pdf|word|bestand)/?$"
)
MOST = 120
LINK = re.compile(r"""<a\s[^>]*?href="([^"]*)\"""")
TOKEN = re.compile(r"(?<=^/post/antwoord/)[^/]+")


@dataclass(frozen=True)
class Stop:
    """A page on the way: the first address of its kind."""

    path: str
    kind: str


def kind_of(path: str) -> str:
    """The address without what differs between two pages of one kind."""
    return re.sub(r"\d+", "0", UUID.sub("*", TOKEN.sub("*", path)))


def walk(browser: APIRequestContext, starts: list[str]) -> dict[Stop, str]:
    """One page of each kind, from the starts on, with what the server sends for it."""
    found: list[Stop] = []
    seen: set[str] = set()
    pages: dict[Stop, str] = {}
    add_new(found, seen, starts)
    for stop in found:
        answer = browser.get(stop.path)
        assert answer.status in {200, 204}, f"{stop.kind} answers {answer.status}"
        pages[stop] = answer.text()
        add_new(found, seen, paths_in(stop.path, pages[stop]))
    return pages


def paths_in(path: str, html: str) -> list[str]:
    """Where the links of the page lead within the site, without their queries."""
    links = [unescape(link) for link in LINK.findall(html)]
    own = (urlsplit(urljoin(path, link)) for link in links)
    return [to.path for to in own if not (to.scheme or to.netloc or NO_PAGE.search(to.path))]


def add_new(found: list[Stop], seen: set[str], paths: list[str]) -> None:
    """Put the kinds that were not met yet behind the others."""
    for path in paths:
        kind = kind_of(path)
        if kind not in seen and len(found) < MOST:
            seen.add(kind)
            found.append(Stop(path, kind))
