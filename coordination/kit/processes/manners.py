"""What works in the background gives way to the pages that people wait for."""

import contextlib
import os
from pathlib import Path

NICENESS = 10
GROUP = Path("/proc/self/autogroup")


def give_way() -> None:
    """From now on this process takes what processor time the pages leave.

    Where Linux shares the time by session, it is the session that must be nice; only that of
    this process itself, never the one of the terminal it was started from.
    """
    os.nice(NICENESS)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            GROUP.write_text(str(NICENESS))
