"""Faults of the mail server."""

import random
import threading
from collections import Counter
from collections.abc import Callable

from tests.faults.names import address_of
from tests.faults.scene import Scene
from tests.services.smtp import Behaviour


def busy(scene: Scene) -> None:
    """Every third recipient is put off with 451 or 421, at the first try."""

    def put_off(address: str, tried: int) -> Behaviour:
        number = int(address[1:6])
        if tried > 1 or number % 3:
            return Behaviour.ACCEPT
        return Behaviour.BUSY if number % 2 else Behaviour.LEAVE

    _play(scene, put_off)


def refused(scene: Scene) -> None:
    """550 for one recipient."""
    scene.refused = [address_of(1)]

    def refuse_one(address: str, tried: int) -> Behaviour:
        return Behaviour.REFUSE if address == address_of(1) else Behaviour.ACCEPT

    _play(scene, refuse_one)


def no_answer(scene: Scene) -> None:
    """Twenty messages are taken, and the line breaks before the answer, at the first try."""

    def drop(address: str, tried: int) -> Behaviour:
        return Behaviour.DROP if tried == 1 and int(address[1:6]) < 20 else Behaviour.ACCEPT

    _play(scene, drop)


def hangs(scene: Scene) -> None:
    """The relay hangs after the text of three messages, at the first try."""

    def hang(address: str, tried: int) -> Behaviour:
        return Behaviour.HANG if tried == 1 and int(address[1:6]) < 3 else Behaviour.ACCEPT

    _play(scene, hang)


def _play(scene: Scene, behaviour: Callable[[str, int], Behaviour]) -> None:
    scene.ground.sink.behaviour = counted(behaviour)
    scene.plan()
    scene.struck()
    scene.sender()


def counted(behaviour: Callable[[str, int], Behaviour]) -> Callable[[str], Behaviour]:
    """Tells `behaviour` how often this recipient's text came, this time included.

    The server asks twice per message: at the recipient and at the text.
    """
    asked: Counter[str] = Counter()
    lock = threading.Lock()

    def decide(address: str) -> Behaviour:
        with lock:
            asked[address] += 1
            return behaviour(address, (asked[address] + 1) // 2)

    return decide


def flaky(share: float, *, seed: int = 1) -> Callable[[str], Behaviour]:
    """Of the texts so many are put off and as many are taken without an answer."""
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose

    def behaviour(address: str, tried: int) -> Behaviour:
        drawn = chance.random()
        if tried > 3 or drawn > 2 * share:
            return Behaviour.ACCEPT
        if drawn > share:
            return Behaviour.DROP
        return Behaviour.BUSY if drawn > share / 2 else Behaviour.LEAVE

    return counted(behaviour)
