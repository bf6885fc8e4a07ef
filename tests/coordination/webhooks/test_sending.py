"""One request: to the address that was checked, proven by name, never longer than it may take."""

import datetime as dt
import ipaddress
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from coordination.webhooks import sending
from coordination.webhooks.addresses import Target
from coordination.webhooks.sending import Reply, post
from tests.services.receiver import Receiver

pytestmark = pytest.mark.once

Start = Callable[[Receiver], Receiver]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[Receiver] = []

    def begin(receiver: Receiver) -> Receiver:
        receiver.start()
        running.append(receiver)
        return receiver

    yield begin
    for receiver in running:
        receiver.stop()


def certified(folder: Path, name: str) -> ssl.SSLContext:
    """A server with a certificate for `name` that it signed itself, in folder/tls.pem."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    loopback = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name), loopback]), critical=False)
        .sign(key, hashes.SHA256())
    )
    text = made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "tls.pem").write_bytes(text)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.pem")
    return context


@pytest.mark.parametrize(("certificate", "reaches"), [("hooks.example.gov", 1), ("a.gov", 0)])
def test_the_certificate_must_be_that_of_the_name(
    start: Start,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    certificate: str,
    reaches: int,
) -> None:
    receiver = start(Receiver(tls=certified(tmp_path, certificate)))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "tls.pem"))

    target = Target("hooks.example.gov", receiver.port, "/baken")
    reply = post(target, ["127.0.0.1"], headers={}, body="{}")

    assert (reply.status, len(receiver.requests)) == (204 if reaches else 0, reaches)


def test_a_certificate_nobody_vouches_for_is_not_enough(start: Start, tmp_path: Path) -> None:
    receiver = start(Receiver(tls=certified(tmp_path, "hooks.example.gov")))

    target = Target("hooks.example.gov", receiver.port, "/")
    reply = post(target, ["127.0.0.1"], headers={}, body="{}")

    assert (reply.status, receiver.requests) == (0, [])
    assert "CERTIFICATE_VERIFY_FAILED" in reply.text


def test_the_receiver_is_asked_by_its_name(start: Start) -> None:
    receiver = start(Receiver())

    target = Target("hooks.example.gov", receiver.port, "/baken?a=1", tls=False)
    reply = post(target, ["127.0.0.1"], headers={"webhook-id": "1"}, body='{"a": "é"}')

    [request] = receiver.requests
    assert reply == Reply(204, "204 No Content")
    assert (request.path, request.headers["Host"]) == (
        "/baken?a=1",
        f"hooks.example.gov:{receiver.port}",
    )
    assert (request.body.decode(), request.headers["Content-Type"]) == (
        '{"a": "é"}',
        "application/json",
    )


def test_a_redirect_is_an_answer_and_is_not_followed(start: Start) -> None:
    inside = start(Receiver())
    receiver = start(Receiver(answers=lambda request: 307, location=inside.url))

    target = Target("hooks.example.gov", receiver.port, "/", tls=False)
    reply = post(target, ["127.0.0.1"], headers={}, body="{}")

    assert (reply.status, len(receiver.requests), inside.requests) == (307, 1, [])


def test_an_answer_that_drips_in_is_cut_off(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver = start(Receiver(drips=True))
    monkeypatch.setattr(sending, "LONGEST", 0.3)
    began = time.monotonic()

    target = Target("hooks.example.gov", receiver.port, "/", tls=False)
    reply = post(target, ["127.0.0.1"], headers={}, body="{}")

    assert (reply.status, time.monotonic() - began < 20) == (0, True)


def test_the_next_address_is_tried_where_nobody_listens(start: Start) -> None:
    receiver = start(Receiver())

    target = Target("hooks.example.gov", receiver.port, "/", tls=False)
    replies = [
        post(target, addresses, headers={}, body="{}").status
        for addresses in (["127.0.0.2"], ["127.0.0.2", "127.0.0.1"])
    ]

    assert (replies, len(receiver.requests)) == ([0, 204], 1)
