"""Binds papers into one PDF, in a process of its own: python press.py FOLDER.

What is supplied is read by a program that may fail on it and needs memory for all of it at once;
neither may touch the worker. Reads job.json in the folder (document, papers: file and label,
fonts), writes out.pdf, or `unreadable` with the numbers of papers that cannot be bound. How many
papers were read stands in `progress`.
"""

import json
import re
import sys
import zlib
from pathlib import Path
from typing import Any

import typst

OBJECT_STREAM = re.compile(rb"/ObjStm\b.*?stream\r?\n", re.DOTALL)
COUNT = re.compile(rb"/Count\s+(\d+)")
MOST_INSIDE = 16 * 1024 * 1024
MOST_PAGES = 5_000


class Unreadable(Exception):
    """A locked or broken file, or none with a page."""


def main(folder: Path) -> None:
    job = json.loads((folder / "job.json").read_text())
    fonts = typst.Fonts(include_system_fonts=False, font_paths=job["fonts"])
    bound, unreadable = [], []
    for number, paper in enumerate(job["papers"]):
        try:
            bound.append({**paper, "pages": pages_in(folder / paper["file"], fonts)})
        except Unreadable:
            unreadable.append(number)
        (folder / "progress").write_text(str(number + 1))
    if unreadable:
        (folder / "unreadable").write_text(json.dumps(unreadable))
        return
    document = {**job["document"], "bound": bound}
    compiler = typst.Compiler(
        folder / "papers.typ",
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
    )
    compiler.compile(output=folder / "out.pdf", format="pdf")


def pages_in(path: Path, fonts: Any) -> int:
    """How many pages typst finds in a PDF: what the file says, where that is right, else sought.

    typst tells only whether a page is there.
    """

    def has(page: int) -> bool:
        asking = path.with_suffix(".typ")
        asking.write_text(f'#image("{path.name}", page: {page})')
        try:
            typst.Compiler(asking, font_paths=fonts, ignore_system_fonts=True).query("<none>")
        except (RuntimeError, typst.TypstError) as trouble:
            if f"page {page} does not exist" in str(trouble):
                return False
            raise Unreadable from trouble
        return True

    said = said_pages(path.read_bytes())
    if said and has(said) and not has(said + 1):
        return said
    low, high = 0, 1
    while high <= MOST_PAGES and has(high):
        low, high = high, high * 2
    if low == 0 or high > MOST_PAGES:
        raise Unreadable
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if has(middle) else (low, middle)
    return low


def said_pages(content: bytes) -> int:
    """The largest count of a node of pages, also of nodes that are packed; 0 where none stands."""
    parts = [content]
    for found in OBJECT_STREAM.finditer(content):
        try:
            inside = zlib.decompressobj().decompress(content[found.end() :], MOST_INSIDE)
        except zlib.error:
            continue
        parts.append(inside)
    counts = (int(count) for part in parts for count in counts_of_pages(part))
    return max((count for count in counts if count <= MOST_PAGES), default=0)


def counts_of_pages(part: bytes) -> list[bytes]:
    """The count beside each /Type /Pages."""
    found = []
    for node in re.finditer(rb"/Type\s*/Pages\b", part):
        found += COUNT.findall(part[max(node.start() - 2_000, 0) : node.end() + 2_000])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
