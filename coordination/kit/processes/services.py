"""What runs beside the broker, in the order of starting; stopping goes the other way."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Service:
    """One process: its name, how it is started, and how long it may take to stop."""

    name: str
    command: tuple[str, ...]
    stop_seconds: float = 15.0
    environment: dict[str, str] = field(default_factory=dict)


WEB = Service(
    "web",
    (
        str(BIN / "gunicorn"),
        "coordination.wsgi:application",
        "--config=python:coordination.kit.processes.gunicorn",
    ),
)
# Threads, because the forking pool of Celery 5.7 hung on an orderly stop.
WORKER = Service(
    "worker",
    (
        str(BIN / "celery"),
        "--app=coordination.celery",
        "worker",
        "--pool=threads",
        "--concurrency=4",
        "--loglevel=INFO",
        "--without-gossip",
        "--without-mingle",
    ),
)
BEAT = Service(
    "beat",
    (str(BIN / "celery"), "--app=coordination.celery", "beat", "--loglevel=INFO", "--pidfile="),
    stop_seconds=5.0,
)
SERVICES = (WEB, WORKER, BEAT)
