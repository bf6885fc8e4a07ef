"""Two browsers at once: no circle is closed from both sides, and one of two changes wins."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from coordination.kit.refusals import Refusal, Stale
from tests.coordination.meetings.test_concurrency import at_once
from tests.workgroups.conftest import Crew
from workgroups.planning.models import Dependency, Product
from workgroups.planning.services import add_dependency, deliver_product, start_product
from workgroups.planning.services.depending import Circular


@pytest.fixture
def scene(committed: None, crew: Crew, make_product: Callable[..., Product]) -> list[Product]:
    return [make_product(f"Product {n}") for n in range(4)]


def test_two_who_close_a_circle_from_both_sides_leave_it_open(
    scene: list[Product], crew: Crew, now: datetime
) -> None:
    first, second, third, fourth = scene
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    add_dependency(product=second, needs=third, **by)
    add_dependency(product=fourth, needs=first, **by)
    given = at_once(
        lambda: add_dependency(product=first, needs=second, **by),
        lambda: add_dependency(product=third, needs=fourth, **by),
    )
    refused = [one for one in given if isinstance(one, Refusal)]
    assert [type(one) for one in refused] == [Circular]
    assert Dependency.objects.count() == 3


def test_of_two_who_change_a_product_at_once_one_is_told_that_it_changed(
    scene: list[Product], crew: Crew, now: datetime
) -> None:
    by: dict[str, Any] = {"by": crew.secretary, "at": now}
    given = at_once(
        lambda: start_product(product=scene[0], version=1, **by),
        lambda: deliver_product(product=scene[0], version=1, **by),
    )
    assert [type(one) for one in given if isinstance(one, Refusal)] == [Stale]
    assert Product.objects.get(pk=scene[0].pk).version == 2
