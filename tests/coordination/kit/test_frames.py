"""The room for frames spares the page faults of a stack that crosses the end of a chunk."""

import resource
from collections.abc import Callable

from coordination.kit.frames import call_with_room


def test_no_depth_of_the_stack_asks_for_memory_at_every_call() -> None:
    without = max(_faults(_at_depth(depth, _calls)) for depth in range(200))
    with_room = max(
        _faults(lambda depth=depth: call_with_room(_at_depth(depth, _calls)))  # type: ignore[misc]  # mypy infers no lambda with a default
        for depth in range(200)
    )
    assert without > 1000  # else CPython keeps its chunks, and this module can go
    assert with_room < 200


def _calls() -> None:
    for _ in range(2000):
        _nothing()


def _nothing() -> None:
    pass


def _at_depth(depth: int, call: Callable[[], None]) -> Callable[[], None]:
    if not depth:
        return call
    below = _at_depth(depth - 1, call)

    def one_frame() -> None:
        below()

    return one_frame


def _faults(call: Callable[[], None]) -> int:
    call()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    call()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
