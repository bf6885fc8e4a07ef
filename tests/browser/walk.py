"""Every page somebody can reach by links, one of each kind, found without drawing them."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# what is no page: files, the API, and the kinds that need something in the address
NO_PAGE = re.compile(
    r"^/(api|static|health|stukken/versies)|\.(csv|xlsx|docx|json|pdf|txt|ics)$|/(csv|xlsx|docx|pdf|word|bestand)/?$"
)
MOST = 400
LINK = re.compile(r"""<a\s[^>]*?href="([^"]*)\"""")
TOKEN = re.compile(r"(?<=^/post/antwoord/)[^/]+")


@dataclass(frozen=True)
class Stop:
    """A page on the way: one of the first addresses of its kind."""

    path: str
    kind: str


def kind_of(path: str) -> str:
    """The address without what differs between two pages of one kind."""
    return re.sub(r"\d+", "0", UUID.sub("*", TOKEN.sub("*", path)))


def walk(browser: APIRequestContext, starts: list[str], *, each: int = 1) -> dict[Stop, str]:
    """So many pages of each kind, from the starts on, with what the server sends for each.

    Every link on the way leads somewhere.
    """
    found: list[Stop] = []
    came: dict[Stop, str] = {}
    pages: dict[Stop, str] = {}
    add_new(found, starts, each)
    for stop in found:
        answer = browser.get(stop.path)
        assert answer.status in {200, 204}, (
            f"{stop.path} answers {answer.status} to who comes from {came.get(stop)}"
        )
        pages[stop] = answer.text()
        for new in add_new(found, paths_in(stop.path, pages[stop]), each):
            came[new] = stop.path
    assert len(found) <= MOST, "a page leads to ever more of another kind"
    return pages


def paths_in(path: str, html: str) -> list[str]:
    """Where the links of the page lead within the site, without their queries."""
    links = [unescape(link) for link in LINK.findall(html)]
    own = (urlsplit(urljoin(path, link)) for link in links)
    return [to.path for to in own if not (to.scheme or to.netloc or NO_PAGE.search(to.path))]


def add_new(found: list[Stop], paths: list[str], each: int) -> list[Stop]:
    """Put those behind the others of whose kind not so many were met yet."""
    met = Counter(stop.kind for stop in found)
    known = {stop.path for stop in found}
    new: list[Stop] = []
    for path in paths:
        kind = kind_of(path)
        if path not in known and met[kind] < each and len(found) <= MOST:
            known.add(path)
            met[kind] += 1
            new.append(Stop(path, kind))
            found.append(new[-1])
    return new
