"""A QR code, drawn once as modules and written out as SVG or PNG."""

import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4
SCALE = 8
DARK = re.compile(rb"\x01+")


def modules_of(text: str) -> list[list[bool]]:
    """Dark and light, without the quiet zone. One mask for all: choosing costs ten times more."""
    code = _holding(text, _version(len(text.encode())))
    code.make(fit=False)
    modules: list[list[bool]] = code.modules
    return modules


@cache
def _version(length: int) -> int:
    """The smallest that holds so many bytes; finding it costs a third of the drawing."""
    found: int = _holding("x" * length, None).best_fit()
    return found


def _holding(text: str, version: int | None) -> Any:
    code = qrcode.QRCode(version, error_correction=ERROR_CORRECT_M, border=0, mask_pattern=2)
    code.add_data(text.encode(), optimize=0)
    return code


def svg_of(modules: list[list[bool]]) -> str:
    """One path, black on white."""
    side = len(modules) + 2 * QUIET
    drawn = "".join(
        f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z"
        for y, row in enumerate(modules)
        for x, run in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{drawn}"/></svg>'
    )


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Where dark begins and how many modules it goes on."""
    for found in DARK.finditer(bytes(row)):
        yield found.start(), found.end() - found.start()


def png_of(modules: list[list[bool]]) -> bytes:
    """One byte per pixel, for where SVG is not understood."""
    side = (len(modules) + 2 * QUIET) * SCALE
    edge = [_line([], side)] * (QUIET * SCALE)
    drawn = chain.from_iterable([_line(row, side)] * SCALE for row in modules)
    pixels = b"".join(chain(edge, drawn, edge))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(name, data) for name, data in parts)


def _line(row: list[bool], side: int) -> bytes:
    """One line of pixels between white margins."""
    dots = b"".join((b"\x00" if dark else b"\xff") * SCALE for dark in row)
    return b"\x00" + (b"\xff" * (QUIET * SCALE) + dots).ljust(side, b"\xff")


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
