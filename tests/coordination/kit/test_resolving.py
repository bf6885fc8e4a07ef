"""Names are found within a time of our own, and a lookup that hangs leaves one thread at most."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from coordination.kit import resolving
from coordination.kit.resolving import TooSlow, addresses_behind, connect


class Resolver:
    """The resolver of the system, which hangs on the names of `slow.example.gov`."""

    def __init__(self) -> None:
        self.real, self.asked, self.over = socket.getaddrinfo, 0, threading.Event()

    def __call__(self, host: str, *args: Any, **more: Any) -> Any:
        if not host.endswith("slow.example.gov"):
            return self.real(host, *args, **more)
        self.asked += 1
        self.over.wait(30)
        return [(0, 0, 0, "", ("8.8.8.8", 443))] * 2


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    hanging = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    monkeypatch.setattr(resolving, "PATIENCE", 0.05)
    yield hanging
    hanging.over.set()
    until_no_thread_looks()


def looking() -> int:
    return sum(thread.name == "lookup" for thread in threading.enumerate())


def until_no_thread_looks() -> None:
    deadline = time.monotonic() + 10
    while looking() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert looking() == 0


def test_a_name_that_hangs_is_given_up_in_time_and_leaves_one_thread(resolver: Resolver) -> None:
    began = time.monotonic()
    for _ten in range(10):
        with pytest.raises(TooSlow):
            addresses_behind("slow.example.gov", 443)
    assert time.monotonic() - began < 5
    assert (looking(), resolver.asked) == (1, 1)


def test_who_asks_again_gets_what_the_slow_lookup_found(resolver: Resolver) -> None:
    with pytest.raises(TooSlow):
        addresses_behind("slow.example.gov", 443)
    threading.Timer(0.02, resolver.over.set).start()
    resolving.PATIENCE = 10
    assert addresses_behind("slow.example.gov", 443) == ["8.8.8.8"]
    until_no_thread_looks()


def test_many_names_that_hang_leave_a_few_threads_and_others_wait_for_none(
    resolver: Resolver,
) -> None:
    for number in range(20):
        with pytest.raises(TooSlow):
            addresses_behind(f"{number}.slow.example.gov", 443)
    assert (looking(), resolver.asked) == (resolving.MOST, resolving.MOST)


def test_a_name_that_is_none_is_trouble_of_the_network() -> None:
    for name in ("a" * 64 + ".invalid", "nowhere.invalid", "..", "\udc80"):
        with pytest.raises(OSError, match=r"\w"):
            addresses_behind(name, 443)


def test_the_next_address_is_tried_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = [(0, 0, 0, "", (address, 0)) for address in ("127.0.0.2", "127.0.0.1")]
        real = socket.getaddrinfo

        def both(host: str, *args: Any, **more: Any) -> Any:
            return found if host == "hooks.example.gov" else real(host, *args, **more)

        monkeypatch.setattr(socket, "getaddrinfo", both)
        with connect("hooks.example.gov", server.getsockname()[1], timeout=2) as line:
            assert line.getpeername() == server.getsockname()
