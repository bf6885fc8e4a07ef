"""`python -m tests.total REPORT...`: one line over several runs."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(reports: list[str]) -> None:
    """Print what passed, failed and was skipped, together and per report."""
    counts = {Path(report).stem: _count(report) for report in reports if Path(report).exists()}
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    each = ", ".join(f"{name} {passed}" for name, (passed, _, _) in counts.items())
    if total:
        passed, failed, skipped = total
        print(f"Total: {passed} passed, {failed} failed, {skipped} skipped ({each})")  # noqa: T201  a person reads it at the terminal


def _count(report: str) -> tuple[int, int, int]:
    suite = next(ElementTree.parse(report).iter("testsuite"))  # noqa: S314 - our own file
    number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = number["failures"] + number["errors"]
    return number["tests"] - failed - number["skipped"], failed, number["skipped"]


if __name__ == "__main__":
    main(sys.argv[1:])
