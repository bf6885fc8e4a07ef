"""What goes on paper."""

import re
import zlib

from playwright.sync_api import expect

from tests.browser.meetings import Planner, quick_add, type_line
from tests.browser.people import SECRETARY, People

A4 = (595, 842)  # points


def test_minutes_print_on_a4_without_the_tools(people: People, planner: Planner) -> None:
    page = people.sign_in(SECRETARY, path=planner.plan())
    quick_add(page).focus()
    type_line(page, "Een regel op papier")
    paper = page.pdf(prefer_css_page_size=True)
    assert {tuple(map(round, size)) for size in page_sizes(paper)} == {A4}
    page.emulate_media(media="print")
    expect(page.locator(".line-text").last).to_be_visible()
    for gone in (".sidenav", ".topbar", ".quickadd", ".page-head-actions"):
        expect(page.locator(gone).first).to_be_hidden()


def page_sizes(paper: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    texts = [paper]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", paper, re.DOTALL):
        try:
            texts.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    boxes = [box for text in texts for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", text)]
    sizes = [[float(number) for number in box.split()] for box in boxes]
    return [(right - left, top - bottom) for left, bottom, right, top in sizes]
