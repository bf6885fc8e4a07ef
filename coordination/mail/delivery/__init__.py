"""From a due row to a mail that is in: claim, look again, send, and write down how it went."""

from .run import Tally, deliver

__all__ = ["Tally", "deliver"]
