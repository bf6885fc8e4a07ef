"""`python -m coordination.kit.processes.health web|worker|beat`: exit 0 when it does its work."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

from coordination.kit.processes.folders import installation_folder
from coordination.kit.processes.services import BIN

BEAT_SECONDS = 600.0


def main(name: str) -> int:
    """0 when the process of that name in this container works, else 1."""
    checks = {"web": web_answers, "worker": worker_answers, "beat": beat_ticks}
    return 0 if checks[name]() else 1


def web_answers() -> bool:
    """The readiness page says that the web process and its database work."""
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].lstrip(".")
    port = int(os.environ.get("PORT", "8000"))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def worker_answers() -> bool:
    """The worker of this container answers through the broker."""
    name = f"celery@{os.uname().nodename}"
    command: list[str | Path] = [
        BIN / "celery",
        "--app=coordination.celery",
        "inspect",
        "ping",
        "-d",
        name,
    ]
    done = subprocess.run([*command, "--timeout=5"], capture_output=True, timeout=30, check=False)
    return done.returncode == 0


def beat_ticks() -> bool:
    """Beat wrote down within ten minutes what it woke last; it does so every three."""
    folder = installation_folder(os.environ)
    times = [path.stat().st_mtime for path in folder.glob("beat*")]
    return bool(times) and time.time() - max(times) < BEAT_SECONDS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
