"""Lines of a file as fields, never more than one line in memory."""

import csv
from collections.abc import Iterator
from typing import IO

from .problems import Problems

LONGEST = 16 * 1024
DELIMITERS = (";", ",", "\t")
BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
"""How zip and Excel, gzip and old Excel begin."""


class Unreadable(Exception):
    """The file as a whole cannot be read; what was wrong is among its problems."""


class Lines:
    """The lines of a binary file, counted from 1, with the bytes that were read."""

    def __init__(self, file: IO[bytes], problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.number = 0
        self.read = 0
        self.ends = True
        self.delimiter = ""
        self.legible = ""
        """What can be made out of the last line, whatever is wrong with it."""

    def header(self) -> str:
        """The first line without its mark; refuses an empty file and one that is no text."""
        for text in self:
            if text is None:
                raise Unreadable
            return text
        if not self.problems.total:
            self.problems.add(0, "empty")
        raise Unreadable

    def __iter__(self) -> Iterator[str | None]:
        """Each line that is not empty; None where it is no text, which is a problem noted."""
        while raw := self.file.readline(LONGEST + 1):
            self.number += 1
            self.read += len(raw)
            if self.number == 1:
                raw = raw.removeprefix(BOM)
                self._refuse_other(raw)
            if len(raw) > LONGEST:
                self.problems.add(self.number, "long_line")
                raise Unreadable
            self.ends = raw.endswith(b"\n")
            if line := raw.strip(b"\r\n"):
                yield self._text(line)

    def _refuse_other(self, first: bytes) -> None:
        """What its first bytes show to be another kind of file."""
        reason = "archive" if first.startswith(ARCHIVES) else ""
        if first.startswith(UTF_16):
            reason = "utf_16"
        if b"\r" in first.rstrip(b"\r\n") and b"\0" not in first:
            reason = reason or "line_ends"
        if reason:
            self.problems.add(1, reason)
            raise Unreadable

    def _text(self, line: bytes) -> str | None:
        try:
            text = self.legible = line.decode()
        except UnicodeDecodeError:
            text, self.legible = "\0", line.decode(errors="replace")
        if "\0" in text:
            self.problems.add(self.number, "encoding")
            return None
        return text

    def fields(self, line: str) -> list[str] | None:
        """The fields of a line; None where its quotation marks do not match."""
        if '"' not in line:
            return line.split(self.delimiter)
        try:
            return next(csv.reader([line], delimiter=self.delimiter, strict=True))
        except (csv.Error, StopIteration):
            self.problems.add(self.number, "quotes" if self.ends else "cut_off")
            return None

    def made_out(self) -> list[str]:
        """The fields of a line that is not right, as far as one can see."""
        return self.legible.replace('"', "").split(self.delimiter)
