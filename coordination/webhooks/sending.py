"""One request to a receiver: to the address that was checked, once, bounded in every way."""

import contextlib
import http.client
import socket
import ssl
import threading
from dataclasses import dataclass

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from .addresses import Target

PATIENCE = 5.0
"""Seconds to connect, and between two signs of life."""
LONGEST = 15.0
"""Seconds for the whole answer, however slowly it drips in."""
TROUBLE = (OSError, HTTPError, http.client.HTTPException)


@dataclass(frozen=True)
class Reply:
    """The status the receiver answered with; 0 and the trouble where it did not."""

    status: int
    text: str


def post(target: Target, addresses: list[str], *, headers: dict[str, str], body: str) -> Reply:
    """Post `body` to the first of `addresses` that takes the connection.

    The certificate must be that of the name. A redirect is an answer like any other, and of the
    answer nothing but its status is read.
    """
    trouble: Exception | None = None
    for address in addresses[:2]:
        connection = _connection(target, address)
        try:
            connection.connect()
        except TROUBLE as failed:
            trouble = failed
            connection.close()
            continue
        with contextlib.closing(connection):
            return _ask(connection, target, headers, body)
    return Reply(0, _described(trouble))


def _connection(target: Target, address: str) -> HTTPConnection:
    if not target.tls:
        return HTTPConnection(address, target.port, timeout=PATIENCE)
    return HTTPSConnection(
        address,
        target.port,
        timeout=PATIENCE,
        ssl_context=ssl.create_default_context(),
        server_hostname=target.host,
    )


def _ask(connection: HTTPConnection, target: Target, headers: dict[str, str], body: str) -> Reply:
    cut = threading.Timer(LONGEST, _hang_up, [connection])
    cut.start()
    try:
        connection.request(
            "POST",
            target.path,
            body=body.encode(),
            headers={
                "Host": target.authority,
                "Content-Type": "application/json",
                "User-Agent": "Baken",
                **headers,
            },
            preload_content=False,
        )
        answer = connection.getresponse()
    except TROUBLE as trouble:
        return Reply(0, _described(trouble))
    finally:
        cut.cancel()
    return Reply(answer.status, f"{answer.status} {answer.reason or ''}".strip()[:250])


def _hang_up(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)


def _described(trouble: Exception | None) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:250]
