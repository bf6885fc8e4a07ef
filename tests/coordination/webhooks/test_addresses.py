"""Where a webhook may go: every way to an address inside is closed."""

import socket
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from coordination.webhooks.addresses import (
    AddressRefused,
    NameUnknown,
    Target,
    addresses_of,
    is_public,
    target_of,
)

pytestmark = pytest.mark.once

FULL_NAME = "Write a full name such as hooks.example.gov, no number and no name of one word."
INSIDE = "This name leads to an address inside a network; a webhook goes to public ones only."
NO_PASSWORD = "Leave name and password out of the address; the signature is enough."
HTTPS = "Write the address with https://; nothing else is safe on the way."
PLAIN = "Write the address in plain letters without spaces, 500 at most."


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://127.0.0.1/", FULL_NAME),
        ("https://[::1]/", FULL_NAME),
        ("https://[::ffff:127.0.0.1]/", FULL_NAME),
        ("https://[64:ff9b::7f00:1]/", FULL_NAME),
        ("https://169.254.169.254/latest/meta-data", FULL_NAME),
        ("https://2130706433/", FULL_NAME),
        ("https://0x7f000001/", FULL_NAME),
        ("https://0x7f.1/", FULL_NAME),
        ("https://0177.0.0.1/", FULL_NAME),
        ("https://127.1/", FULL_NAME),
        ("https://8.8.8.8/", FULL_NAME),
        ("https://localhost/", FULL_NAME),
        ("https://intranet/", FULL_NAME),
        ("https://hooks.example.gov./", FULL_NAME),
        ("https://hooks..example.gov/", FULL_NAME),
        ("https://hooks%2eexample.gov/", FULL_NAME),
        ("https:///baken", FULL_NAME),
        ("https://a.localhost/", INSIDE),
        ("https://printer.local/", INSIDE),
        ("https://db.internal/", INSIDE),
        ("https://baken@hooks.example.gov/", NO_PASSWORD),
        ("https://hooks.example.gov:p@ss@10.0.0.1/", NO_PASSWORD),
        ("http://hooks.example.gov/", HTTPS),
        ("ftp://hooks.example.gov/", HTTPS),
        ("hooks.example.gov", HTTPS),
        ("https://hooks.example.gov:8443/", "Port 8443 is not open for webhooks."),
        ("https://hooks.example.gov:0/", "Port 0 is not open for webhooks."),
        ("https://hooks.example.gov:99999/", "The port is a number up to 65535."),
        ("https://hooks.example.gov:4x3/", "The port is a number up to 65535."),
        ("https://[::1/", "This is no address; write one such as https://hooks.example.gov/baken."),
        ("https://hooks.example.gov/a b", PLAIN),
        ("https://hooks.example.gov/\r\nHost: inside", PLAIN),
        ("https://hooks.example.gov\\@10.0.0.1/", PLAIN),
        ("https://höoks.example.gov/", PLAIN),
        ("https://hooks.example.gov/" + "a" * 500, PLAIN),
    ],
)  # fmt: skip
def test_an_address_that_may_lead_inside_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        target_of(url)

    assert (str(refused.value.sentence), refused.value.field) == (sentence, "url")


def test_a_full_public_name_is_read_in_its_parts() -> None:
    assert target_of("https://Hooks.Example.gov/a?b=c#d") == Target(
        "hooks.example.gov", 443, "/a?b=c"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.7", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
        *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1"),
        *("64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::"),
        *("3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1"),
    ],
)
def test_an_address_that_is_not_of_the_whole_world_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])
def test_an_address_of_the_whole_world_is_public(address: str) -> None:
    assert is_public(address)


def answer(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let the resolver say that these stand behind every name."""
    found = [(0, 0, 0, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: found)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def test_a_name_behind_which_one_address_is_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(monkeypatch, "8.8.8.8", "10.0.0.1")

    with pytest.raises(AddressRefused) as refused:
        addresses_of(Target("hooks.example.gov", 443, "/"))

    assert str(refused.value.sentence) == INSIDE


def test_of_a_public_name_each_address_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "8.8.8.8", "8.8.8.8", "2606:4700::1111")

    found = addresses_of(Target("hooks.example.gov", 443, "/"))

    assert found == ["8.8.8.8", "2606:4700::1111"]


def test_a_name_that_leads_nowhere_may_do_so_later() -> None:
    with pytest.raises(NameUnknown):
        addresses_of(Target("a" * 64 + ".invalid", 443, "/"))


def test_the_loopback_itself_is_no_name_to_go_to() -> None:
    with pytest.raises(AddressRefused):
        addresses_of(Target("localhost", 443, "/"))
