"""Where a webhook may go: by name, over https, to a public address; and there only.

The tables are those of IANA's registries of special-purpose addresses (RFC 6890 and after).
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coordination.kit.refusals import Refusal
from coordination.kit.resolving import addresses_behind

LONGEST = 500
PRIVATE = _("This name leads to an address inside a network; a webhook goes to public ones only.")
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?=.{{4,253}}\Z)(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?\Z")
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion")

NOT_PUBLIC_4 = [
    ipaddress.IPv4Network(net)
    for net in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
]
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
NOT_PUBLIC_6 = [
    ipaddress.IPv6Network(net)
    # Teredo and others, documentation, 6to4 (which holds an IPv4 address), documentation
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]


class AddressRefused(Refusal):
    """A webhook may not go there."""


class NameUnknown(Exception):
    """The name leads nowhere now; it may later."""


@dataclass(frozen=True)
class Target:
    """An address that was read: where to, and what to ask for there."""

    host: str
    port: int
    path: str
    tls: bool = True

    @property
    def authority(self) -> str:
        return self.host if self.port == (443 if self.tls else 80) else f"{self.host}:{self.port}"


def target_of(url: str) -> Target:
    """The address in its parts. Refuses all but https to a full public name, and odd ports."""
    parts = _split(url)
    host, port = parts.hostname or "", _port(parts)
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.WEBHOOK_LOOPBACK):
        raise _refused(_("Write the address with https://; nothing else is safe on the way."))
    if "@" in parts.netloc:
        raise _refused(_("Leave name and password out of the address; the signature is enough."))
    if not NAME.match(host) and not (settings.WEBHOOK_LOOPBACK and host == "127.0.0.1"):
        raise _refused(
            _("Write a full name such as hooks.example.gov, no number and no name of one word.")
        )
    if any(host == name or host.endswith(f".{name}") for name in INSIDE):
        raise _refused(PRIVATE)
    if port not in settings.WEBHOOK_PORTS and not settings.WEBHOOK_LOOPBACK:
        raise _refused(_("Port %(port)d is not open for webhooks.") % {"port": port})
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Target(host, port, path, tls=parts.scheme == "https")


def addresses_of(target: Target) -> list[str]:
    """The addresses behind the name, all of them public; connect to one of these, asked once.

    Refuses when one of them is not: who mixes them is after something inside.
    """
    try:
        addresses = addresses_behind(target.host, target.port)
    except OSError as trouble:
        raise NameUnknown(str(trouble)) from trouble
    if not all(is_public(address) for address in addresses):
        raise _refused(PRIVATE)
    return addresses


def is_public(address: str) -> bool:
    """True for an address that the whole world can reach, and nothing that wraps another."""
    ip = ipaddress.ip_address(address)
    if ip.is_loopback and settings.WEBHOOK_LOOPBACK:
        return True
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in net for net in NOT_PUBLIC_4)
    # outside 2000::/3 lie ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10, ff00::/8, ::1 and ::
    return ip in PUBLIC_6 and not any(ip in net for net in NOT_PUBLIC_6)


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST or not url.isascii() or re.search(r"[\s\x00-\x20\\\x7f]", url):
        raise _refused(_("Write the address in plain letters without spaces, 500 at most."))
    try:
        return urlsplit(url)
    except ValueError as wrong:
        raise _refused(
            _("This is no address; write one such as https://hooks.example.gov/baken.")
        ) from wrong


def _port(parts: SplitResult) -> int:
    try:
        usual = 443 if parts.scheme == "https" else 80
        return usual if parts.port is None else parts.port
    except ValueError as wrong:
        raise _refused(_("The port is a number up to 65535.")) from wrong


def _refused(sentence: object) -> AddressRefused:
    return AddressRefused(sentence, field="url")
