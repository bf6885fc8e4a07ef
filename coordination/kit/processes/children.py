"""Child processes that never outlive the one that started them."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(number: signal.Signals, *, parent: int) -> Callable[[], None]:
    """For Popen(preexec_fn=...): the kernel sends the signal when the parent is gone.

    It holds on Linux, also after kill -9 of the parent; elsewhere only an orderly stop ends
    the child. The parent must start the child from its main thread.
    """

    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:
                os._exit(1)

    return prepare
