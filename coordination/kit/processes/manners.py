"""What works in the background gives way to the pages that people wait for."""

import os

NICENESS = 10


def give_way() -> None:
    """From now on this process takes what processor time the pages leave."""
    os.nice(NICENESS)
