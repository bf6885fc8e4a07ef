"""Short private folders for sockets: their paths may not be longer than 107 bytes."""

import os
import shutil
import tempfile
from pathlib import Path

BASE = Path("/tmp")  # noqa: S108 - mkdtemp makes it private, and TMPDIR may be too long


def private_folder(prefix: str) -> Path:
    """A new folder for this process; those that killed processes left are removed first."""
    for folder in BASE.glob(f"{prefix}-*"):
        owner = folder.name.removeprefix(f"{prefix}-").partition("-")[0]
        if owner.isdigit() and not is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"{prefix}-{os.getpid()}-", dir=BASE))


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
