"""The day on which the tests play."""

from datetime import UTC, datetime

MONDAY = datetime(2020, 11, 2, 14, 0, tzinfo=UTC)
"""15.00 in Amsterdam on the Monday of the first meeting."""
