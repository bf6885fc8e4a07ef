"""What somebody sends to the API."""

from typing import Any

from django.test import Client


def send(
    client: Client, path: str, body: Any = None, *, version: int = 0, verb: str = "post"
) -> Any:
    """The answer to a body on a path below /api/v1/, with the version that was read if any."""
    headers = {"if-match": f'"{version}"'} if version else {}
    to = getattr(client, verb)
    return to(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)
