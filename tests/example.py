"""The example as it stands two days after the first meeting."""

from datetime import UTC, date, datetime

import pytest

from coordination.example.services import load_example
from tests.kept import kept

NOW = datetime(2020, 11, 4, 9, 0, tzinfo=UTC)


@kept
def loaded() -> None:
    load_example(at=NOW, today=date(2020, 11, 4), on=date(2020, 11, 2))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who begins with the example goes first, one after the other: loading it takes seconds."""
    items.sort(key=lambda item: "loaded" not in getattr(item, "fixturenames", ()))
