"""Child processes that never outlive the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import IO, Any

PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str],
    *,
    output: int | IO[bytes],
    death: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a child that gets the death signal when this process is gone, even by kill -9.

    The signal comes from the kernel, on Linux; elsewhere only an orderly stop ends the child.
    Call it from the main thread: the kernel counts the thread as the parent.
    """
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=_die_with_parent(death, parent=os.getpid()),  # noqa: PLW1509  one call of the kernel, no lock
        **options,
    )


def _die_with_parent(number: signal.Signals, *, parent: int) -> Callable[[], None]:
    def prepare() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
            if os.getppid() != parent:
                os._exit(1)

    return prepare
