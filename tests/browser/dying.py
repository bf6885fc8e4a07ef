"""Settings of a web server that dies between the commit of a deed and its answer, when told to."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from coordination.settings import *  # noqa: F403  settings are all their names
from coordination.settings import MIDDLEWARE, VAR_DIR

MIDDLEWARE = [*MIDDLEWARE, f"{__name__}.Dying"]
ORDER = "die"


def dies_after_the_next_deed(folder: Path) -> None:
    """Tell the server with this VAR_DIR; it obeys once."""
    (folder / ORDER).touch()


class Dying:
    """Inside the keeping of receipts: what the view did is committed, and nothing is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        order = VAR_DIR / ORDER
        if request.method == "POST" and order.exists():
            order.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return response
