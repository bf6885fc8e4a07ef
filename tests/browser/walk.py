"""Every page somebody can reach by links, one of each kind."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# what is no page: files, the API, and the kinds that need something in the address
NO_PAGE = re.compile(
    r"^/(api|static|health|stukken/versies)|\.(csv|xlsx|docx|pdf|txt|ics)$|/(csv|xlsx|docx|pdf|word|bestand)/?$"
)
MOST = 120
TOKEN = re.compile(r"(?<=^/post/antwoord/)[^/]+")


@dataclass(frozen=True)
class Stop:
    """A page on the way: the first address of its kind."""

    path: str
    kind: str


def kind_of(path: str) -> str:
    """The address without what differs between two pages of one kind."""
    return re.sub(r"\d+", "0", UUID.sub("*", TOKEN.sub("*", path)))


def paths_on(page: Page) -> list[str]:
    """Where the links of the page lead within the site, without their queries."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    links = page.locator("a[href]").evaluate_all("all => all.map((link) => link.href)")
    own = (urlsplit(link).path for link in links if link.startswith(origin))
    return [path for path in own if not NO_PAGE.search(path)]


def add_new(found: list[Stop], seen: set[str], paths: list[str]) -> None:
    """Put the kinds that were not met yet behind the others."""
    for path in paths:
        kind = kind_of(path)
        if kind not in seen and len(found) < MOST:
            seen.add(kind)
            found.append(Stop(path, kind))
