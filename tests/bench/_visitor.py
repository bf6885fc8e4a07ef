"""Somebody who asks pages of a web server of its own process, at an even pace."""

import http.client
import itertools
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from coordination.kit.processes.children import spawn
from coordination.kit.processes.services import WEB
from coordination.people.models import Role, RoleGrant, User
from tests.services.smtp import free_port

ROOT = Path(__file__).resolve().parents[2]
PATHS = ("/acties/", "/post/", "/post/ongelezen/")
PACE = 0.25
PATIENCE = 60.0


class Visitor:
    """A web server on the database of the bench, and one signed in there."""

    def __init__(self, user: User, environment: dict[str, str]) -> None:
        now = timezone.now()
        RoleGrant.objects.create(user=user, role=Role.COORDINATOR, granted_at=now, confirmed_at=now)
        signed_in = Client()
        signed_in.force_login(user)
        session = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
        self.port = free_port()
        self.server = spawn(
            WEB.command,
            output=subprocess.DEVNULL,
            cwd=ROOT,
            env=os.environ | environment | {"PORT": str(self.port), "BIND": "127.0.0.1"},
        )
        self._await_answer()

    def p95(self, going_on: Callable[[int], bool]) -> float:
        """Milliseconds in which 19 of 20 pages came, asked while `going_on(asked)`."""
        times: list[float] = []
        for path in itertools.cycle(PATHS):
            if not going_on(len(times)):
                break
            status, seconds = self._ask(path)
            assert status == 200, (path, status)
            times.append(seconds * 1000)
            time.sleep(max(0.0, PACE - seconds))
        return statistics.quantiles(times, n=20, method="inclusive")[18]

    def leave(self) -> None:
        self.server.terminate()
        self.server.wait(timeout=30)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._ask("/health/live")[0] != 200:
            assert time.monotonic() < deadline, "the web server does not answer"
            time.sleep(0.1)

    def _ask(self, path: str) -> tuple[int, float]:
        """Status and seconds; 0 when there was no answer."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=self.headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            status = 0
        finally:
            connection.close()
        return status, time.monotonic() - began
