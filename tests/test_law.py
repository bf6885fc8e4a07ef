"""The law that no tool checks: foreign keys, templates and files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from tokenize import COMMENT, tokenize

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

pytestmark = pytest.mark.once

ROOT = settings.BASE_DIR
TRANSLATES = {"_", "gettext", "pgettext", "ngettext", "npgettext"}
WINGS = ("coordination", "escalation", "workgroups")
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def ranks() -> dict[str, int]:
    """The height of each app, from the import contracts; the wings stand on coordination."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [
        layer
        for wing in reversed(WINGS)
        for contract in contracts["contracts"]
        if contract.get("containers") == [wing]
        for layer in contract["layers"]
    ]
    return {
        name.strip(): -height
        for height, layer in enumerate(layers)
        for name in layer.replace("(", "").replace(")", "").split("|")
    }


def test_every_foreign_key_points_down() -> None:
    order = ranks()
    upward = [
        f"{model._meta.label}.{field.name} -> {target._meta.label}"
        for model in apps.get_models()
        if model._meta.app_label in order
        for field in model._meta.get_fields()
        if field.concrete
        and (target := field.related_model)
        and not isinstance(target, str)
        and order.get(target._meta.app_label, -1000) > order[model._meta.app_label]
    ]
    assert upward == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_compiles_and_carries_no_code_of_its_own(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))
    text = path.read_text()
    found = re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)[^>]*>", text)
    assert [tag for tag in found if "application/json" not in tag] == []


def test_every_form_that_does_something_is_taken_once() -> None:
    """A second press on the button, or the same page sent again, finds the receipt of the first."""
    forms = re.compile(r"<form class=\"form\"(?=[^>]*method=\"post\").*?</form>", re.DOTALL)
    without = [
        f"{path.relative_to(ROOT)}: {form[:80]}"
        for path in TEMPLATES
        if set(WINGS) & set(path.parts)
        for form in forms.findall(path.read_text())
        if "{% receipt %}" not in form
    ]
    assert without == []


@pytest.mark.parametrize("wing", WINGS)
def test_no_text_to_be_translated_stands_inside_another_string(wing: str) -> None:
    """There it is not found, so that it would stay English."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / wing).rglob("*.py"))
        for outer in ast.walk(ast.parse(path.read_text()))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATES
    ]
    assert hidden == []


# The time of the machine, which no exercise moves: why, says coordination/kit/clock.py.
MACHINE_TIME = {
    "coordination/kit/clock.py",
    "coordination/kit/management/commands/backup.py",
    "coordination/kit/processes/health.py",
    "coordination/kit/views.py",
    "coordination/meetings/queries/presence.py",
    "coordination/people/adapters.py",
    "coordination/people/apps.py",
    "coordination/people/middleware.py",
    "coordination/people/receipts.py",
    "escalation/exercise/instance.py",
    "escalation/exercise/services/clock.py",
    "escalation/regions/tasks.py",
}
CLOCKS = {
    ("clock", "machine_now"),
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}


def reads_a_clock(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="localdate" | "localtime"), args=[], keywords=[]):
            return True
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return (owner, name) in CLOCKS
    return False


def test_only_the_clock_says_what_time_it_is() -> None:
    """Use now() and today() of coordination.kit.clock: in an exercise they follow its story."""
    readers = {
        str(path.relative_to(ROOT))
        for wing in WINGS
        for path in sorted((ROOT / wing).rglob("*.py"))
        if "migrations" not in path.parts
        and any(reads_a_clock(node) for node in ast.walk(ast.parse(path.read_text())))
    }
    assert readers == MACHINE_TIME
    assert [str(path) for path in TEMPLATES if "{% now " in path.read_text()] == []


@pytest.mark.parametrize("wing", WINGS)
def test_files_end_at_300_lines(wing: str) -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in (ROOT / wing).rglob("*.py")
        if "migrations" not in path.parts
        and path != ROOT / "coordination/settings.py"  # one file, by design
        and len(path.read_text().splitlines()) > 300
    ]
    assert long == []


EXCUSE = re.compile(
    r"#\s*(?:noqa\b(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[^]]*\])?)(.*)$"
)


def excuses() -> Iterator[tuple[str, str]]:
    """Where a tool is told to look away, and the words after it."""
    for wing in (*WINGS, "tests"):
        for path in sorted((ROOT / wing).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            with path.open("rb") as source:
                comments = (token for token in tokenize(source.readline) if token.type == COMMENT)
                for comment in comments:
                    if found := EXCUSE.search(comment.string):
                        yield f"{path.relative_to(ROOT)}:{comment.start[0]}", found.group(1)


def test_every_excuse_says_why() -> None:
    silent = [place for place, words in excuses() if len(words.strip(" #-")) < 5]
    assert silent == []
