"""docs/operations.md names every setting that is read from the environment, and no other."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
BY_SETTINGS = re.compile(r"\b(?:env|environ\.Env\(\))\.\w+\(\s*\"([A-Z_]+)\"")
BY_PROCESSES = re.compile(r"\b(?:os\.environ|environment)\.get\([\"']([A-Z_]+)[\"']")


def read() -> set[str]:
    """By the settings, and by the processes before Django is there."""
    processes = (ROOT / "coordination/kit/processes").glob("*.py")
    found = {name for path in processes for name in BY_PROCESSES.findall(path.read_text())}
    return found | set(BY_SETTINGS.findall((ROOT / "coordination/settings.py").read_text()))


def named() -> set[str]:
    """In the first column of the table under Settings."""
    text = (ROOT / "docs/operations.md").read_text()
    table = text.partition("## Settings")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"\b[A-Z][A-Z_]+\b", row)}


def test_every_setting_is_named_and_nothing_else() -> None:
    assert (read() - named(), named() - read()) == (set(), set())
