import pytest
from django.http import QueryDict

from coordination.kit.http import number_in


@pytest.mark.parametrize(
    ("sent", "number"),
    [("n=12", 12), ("n=0", 0), ("n=", 7), ("", 7), ("n=-1", 7), ("n=1.5", 7), ("n=²", 7),
     ("n=twee", 7), ("n=999999999", 999_999_999), ("n=" + "9" * 5000, 7)],
)  # fmt: skip
def test_a_number_from_a_form_is_a_number_or_what_it_was(sent: str, number: int) -> None:
    assert number_in(QueryDict(sent), "n", 7) == number
