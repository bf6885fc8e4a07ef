"""What works in the background gives way to the pages that people wait for."""

import os
import time
from pathlib import Path

NICENESS, TRIES = 10, 5
OF_GROUP = 4
"""Less than alone: on a machine with much else to do it must still get somewhere."""
GROUP = Path("/proc/self/autogroup")


def give_way() -> None:
    """From now on this process takes what processor time the pages leave.

    Where Linux shares the time by session, it is the session that must be nice; only that of
    this process itself, never the one of the terminal it was started from.
    """
    os.nice(NICENESS)
    if os.getsid(0) != os.getpid():
        return
    for _try in range(TRIES):
        try:
            GROUP.write_text(str(OF_GROUP))
            return
        except BlockingIOError:  # Linux takes one such change in a tenth of a second
            time.sleep(0.15)
        except OSError:
            return
