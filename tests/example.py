"""The example as it stands two days after the first meeting."""

from datetime import UTC, date, datetime

from coordination.example.services import load_example
from tests.kept import kept

NOW = datetime(2020, 11, 4, 9, 0, tzinfo=UTC)


@kept
def loaded() -> None:
    load_example(at=NOW, today=date(2020, 11, 4), on=date(2020, 11, 2))
