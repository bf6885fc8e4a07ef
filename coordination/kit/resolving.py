"""Names to addresses, within a time of our own: the system waits as long as its resolver likes.

A lookup cannot be broken off, so it runs in a thread beside and is left to end. Who asks for the
same name meanwhile waits for the same lookup, and there are never more than a few.
"""

import socket
import threading
from dataclasses import dataclass, field

PATIENCE = 5.0
"""Seconds for a name."""
MOST = 8
"""Names that are looked up at once; above it something is wrong with the resolver."""

Key = tuple[str, int]


class TooSlow(OSError):
    """The name was not found in time; it may be later."""


@dataclass
class _Lookup:
    done: threading.Event = field(default_factory=threading.Event)
    addresses: list[str] = field(default_factory=list)
    trouble: OSError | None = None


_running: dict[Key, _Lookup] = {}
_lock = threading.Lock()


def addresses_behind(host: str, port: int) -> list[str]:
    """The addresses of a name, each once. OSError where there are none, or none in time."""
    lookup = _begun((host, port))
    if not lookup.done.wait(PATIENCE):
        raise TooSlow(f"{host} was not found within {PATIENCE:g} s")
    if lookup.trouble is not None:
        raise lookup.trouble
    return list(lookup.addresses)


def connect(host: str, port: int, *, timeout: float) -> socket.socket:
    """A connection to the first address of a name that takes it, each tried for `timeout`."""
    trouble: OSError = TooSlow(f"{host} has no address")
    for address in addresses_behind(host, port)[:3]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as failed:
            trouble = failed
    raise trouble


def _begun(key: Key) -> _Lookup:
    with _lock:
        if key in _running:
            return _running[key]
        if len(_running) >= MOST:
            raise TooSlow("too many names are being looked up")
        lookup = _running[key] = _Lookup()
        threading.Thread(target=_look_up, args=(key, lookup), name="lookup", daemon=True).start()
    return lookup


def _look_up(key: Key, lookup: _Lookup) -> None:
    try:
        found = socket.getaddrinfo(*key, type=socket.SOCK_STREAM)
        lookup.addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    except OSError as trouble:
        lookup.trouble = trouble
    except Exception as trouble:  # of a name that is none, most of all UnicodeError
        lookup.trouble = OSError(str(trouble))
    finally:
        with _lock:
            del _running[key]
        lookup.done.set()
