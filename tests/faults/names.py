"""What the run and the processes it breaks both know."""

JOURNAL = "journal"
"""The file in VAR_DIR with a line per Message-ID that the mail server accepted."""
CLOCK = "clock"
"""The file in VAR_DIR that says how many seconds the clock of the processes is on."""
ORDER = "die"
"""The file in VAR_DIR that a process obeys once, at one of these points."""
AFTER_ANSWER, AFTER_CLAIM, MID_FILE = "after_answer", "after_claim", "mid_file"

CYCLE = "Cyclus 1"
RHYTHM = "Ritme"
OPERATOR = "coordinator@example.gov"
PREFIX = "p"


def address_of(number: int) -> str:
    return f"{PREFIX}{number:05}@example.gov"
