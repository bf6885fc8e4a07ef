"""Whatever happens to a file, reading it never fails, and what it changed is in the report."""

from hypothesis import given, settings
from hypothesis import strategies as st

from .test_reading import LONG, figures, read, table
from .test_wholeness import by_day, by_part

PLAIN = f"{LONG}\r\n" + "".join(
    f"2020-10-{day},{region},positive_tests,7\r\n"
    for day in range(10, 30)
    for region in ("VR01", "NL")
)
FILES = [one.encode() for one in (table(*by_day()), table(*by_part()), PLAIN)]
RUBBISH = st.binary(min_size=1, max_size=12).filter(
    lambda some: not any(48 <= b < 58 for b in some)
)
"""No digits: a figure with one more of them is another figure, and nobody can tell."""


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A file, and the same after an accident."""
    file = draw(st.sampled_from(FILES))
    lines = file.splitlines(keepends=True)
    place = draw(st.integers(0, len(file) - 1))
    line = draw(st.integers(0, len(lines) - 1))
    match draw(st.sampled_from(["cut", "put in", "drop", "double", "replace", "codec", "columns"])):
        case "cut":
            return file, file[:place]
        case "put in":
            return file, file[:place] + draw(RUBBISH) + file[place:]
        case "drop":
            del lines[line]
        case "double":
            lines.insert(line, lines[line])
        case "replace":
            lines[line] = draw(RUBBISH) + b"\r\n"
        case "codec":
            name = draw(st.sampled_from(["utf-16", "utf-16-be", "utf-32", "cp037", "utf-7"]))
            return file, file.decode().encode(name)
        case "columns":
            lines = [b"\xe9;" + one for one in lines]
    return file, b"".join(lines)


def is_plain(file: bytes) -> bool:
    return file.startswith(LONG.encode())


@settings(max_examples=200)
@given(spoiled(), st.booleans())
def test_an_accident_is_read_to_the_end_and_told(files: tuple[bytes, bytes], whole: bool) -> None:
    good, bad = files
    expected, found = (read(one, whole=whole) for one in (good, bad))
    report = found.problems
    told = report.total or report.warnings
    given_ = figures(found) if found.sums is not None else []
    if is_plain(good):
        # of a plain list nobody knows how many rows it should have: none may be another
        assert told or set(given_) <= set(figures(expected))
    else:
        assert told or given_ == figures(expected)
    if not whole:
        assert found.sums is None or set(given_) <= set(figures(expected)) or report.warnings
