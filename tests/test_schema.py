"""The description of the API can be made of all that is in it."""

import pytest
from drf_spectacular.generators import SchemaGenerator

from tests.sweep.routes import doors

pytestmark = pytest.mark.once


def test_every_operation_is_described() -> None:
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # its library says no types
    described = made["paths"]

    operations = [key for key, door in doors().items() if door.is_api]
    methods = sum(len([m for m in ways if m != "parameters"]) for ways in described.values())
    assert methods == len(operations)
