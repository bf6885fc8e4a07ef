"""`python -m tests.faults [name ...]`: plays the faults, prints one table, ends with 1 if red."""

import sys
from collections.abc import Sequence

from tests.faults import table
from tests.faults.faults import FAULTS, Played, play
from tests.faults.ground import ground_for


def main(names: Sequence[str]) -> int:
    chosen = [fault for fault in FAULTS if not names or fault.name in names]
    played: list[Played] = []
    say(table.HEAD)
    for vendor in dict.fromkeys(fault.vendor for fault in chosen):
        of_vendor = [fault for fault in chosen if fault.vendor == vendor]
        with ground_for(vendor, most=max(fault.number for fault in of_vendor)) as ground:
            for fault in of_vendor:
                for evidence, control in fault.modes:
                    one = play(fault, ground, evidence=evidence, control=control)
                    say(table.line(one))
                    played.append(one)
            ground.manage("audit_verify")
    say(table.verdict(played))
    return int(not all(one.as_expected for one in played))


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201  a person reads it at the terminal


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
