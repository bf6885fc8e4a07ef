"""Where an installation keeps what was entered, and short private folders for sockets."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

BASE = Path("/tmp")  # noqa: S108 - mkdtemp makes it private, and TMPDIR may be too long


YES = {"1", "true", "yes", "y", "on", "ok"}


def is_exercise(environment: Mapping[str, str]) -> bool:
    return environment.get("EXERCISE", "").lower() in YES


def installation_folder(environment: Mapping[str, str]) -> Path:
    """VAR_DIR, else var/; an exercise has a folder of its own, so that they never meet."""
    own = "var/exercise" if is_exercise(environment) else "var"
    return Path(environment.get("VAR_DIR") or Path(__file__).resolve().parents[3] / own)


def private_folder(prefix: str) -> Path:
    """A new folder for this process, as the path of a socket is 107 bytes at most; those
    that killed processes left are removed first.
    """
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
