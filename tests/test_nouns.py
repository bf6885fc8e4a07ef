"""What every model and every deed must keep to, whoever wrote it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, Q

from coordination.dossiers.queries.wording import named_events

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
WINGS = ("coordination", "escalation", "workgroups")

# a moment that stands from the start, whoever or whatever set it, needs no pair
MAY_STAND_ALONE = {
    # granted and confirmed together where one person is enough; see role_grant_second_person
    ("people", "RoleGrant", "confirmed"),
}


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith(WINGS) and not model.__name__.startswith("Historical"):
            yield model


def pairs() -> Iterator[tuple[type[models.Model], str]]:
    """Every nullable *_at that has a *_by beside it."""
    for model in own_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, field in fields.items():
            if name.endswith("_at") and f"{name[:-3]}_by" in fields and field.null:
                yield model, name[:-3]


def names_in(condition: Q) -> set[str]:
    found = set()
    for child in condition.children:
        name: Any = child if isinstance(child, Q) else child[0]  # type: ignore[index]  # a condition is a pair
        found |= names_in(name) if isinstance(name, Q) else {str(name).split("__")[0]}
    return found


@pytest.mark.parametrize(
    ("model", "stem"), [pytest.param(m, s, id=f"{m.__name__}-{s}") for m, s in pairs()]
)
def test_a_moment_and_its_person_stand_together(model: type[models.Model], stem: str) -> None:
    if (model._meta.app_label, model.__name__, stem) in MAY_STAND_ALONE:
        return
    checks = [c for c in model._meta.constraints if isinstance(c, CheckConstraint)]
    conditions = [names_in(c.condition) for c in checks if isinstance(c.condition, Q)]
    assert any({f"{stem}_at", f"{stem}_by"} <= names for names in conditions)


# The count of a meeting's lines and the place of a line: no part of what either says.
NOT_KEPT = {"sequence", "position"}
BULK = {"update", "bulk_create", "bulk_update"}


def with_history() -> dict[str, str]:
    """Every name by which rows with history are reached, and the noun behind it."""
    kept = [model for model in own_models() if hasattr(model, "history")]
    names = {model.__name__: model.__name__ for model in kept}
    for model in kept:
        for field in model._meta.concrete_fields:
            remote = field.remote_field
            accessor = getattr(remote, "get_accessor_name", lambda: None)() if remote else None
            if accessor:
                names[accessor] = model.__name__
    return names


def chain(call: ast.Call) -> set[str]:
    """The names a call hangs on: Entry.objects.filter(...).update is {Entry, objects, filter}."""
    names: set[str] = set()
    node: ast.AST = call.func
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.add(node.attr)
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return names | ({node.id} if isinstance(node, ast.Name) else set())


def walks_past(path: Path, nouns: dict[str, str]) -> set[str]:
    """The nouns with history that this file updates or creates in bulk."""
    calls = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call))
    bulk = (c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in BULK)
    telling = (c for c in bulk if c.args or {k.arg for k in c.keywords} - NOT_KEPT)
    return {nouns[name] for call in telling for name in chain(call) if name in nouns}


def test_nothing_walks_past_the_history_of_a_noun() -> None:
    nouns = with_history()
    found = {
        str(path.relative_to(ROOT)): walks_past(path, nouns)
        for wing in WINGS
        for path in (ROOT / wing).rglob("*.py")
        if "migrations" not in path.parts
    }
    assert {file: named for file, named in found.items() if named} == {}


def recorded() -> set[str]:
    """Every action that is recorded under its own name."""
    call = re.compile(r'\brecord\(\s*"([a-z_]+\.[a-z_]+)"')
    return {
        action
        for wing in WINGS
        for path in (ROOT / wing).rglob("*.py")
        if "migrations" not in path.parts
        for action in call.findall(path.read_text())
    }


def test_every_recorded_action_has_words() -> None:
    assert sorted(recorded() - named_events().keys()) == []
