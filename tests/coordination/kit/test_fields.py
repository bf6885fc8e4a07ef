"""Days and moments in the API at the ends of time."""

import pytest
from rest_framework.exceptions import ValidationError

from coordination.kit.fields import DayField, MomentField


@pytest.mark.parametrize(
    "said",
    [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-12:00",
        "1899-12-31T12:00",
        "2300-01-01T12:00",
    ],
)
def test_a_moment_far_from_ours_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        MomentField().run_validation(said)


@pytest.mark.parametrize("said", ["0001-01-01", "9999-12-31", "1899-12-31"])
def test_a_day_far_from_ours_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        DayField().run_validation(said)


def test_a_field_of_its_own_declaration_keeps_it() -> None:
    assert DayField(required=False, allow_null=True).run_validation(None) is None
    assert DayField().run_validation("2020-11-04").isoformat() == "2020-11-04"
