"""A forgotten password on a machine to try is read at the terminal, and nowhere else."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from coordination.mail.delivery import deliver
from coordination.mail.queries import last_account_mail
from coordination.mail.services import queue_account_mail
from coordination.people.services import recipient_for
from tests.cast import Cast

FORGOTTEN = "/account/wachtwoord/vergeten/"
OUTBOX = "coordination.mail.backends.OutboxBackend"
DONE = "/account/wachtwoord/vergeten/verstuurd/"


def test_the_link_stands_at_the_terminal_and_on_no_page(
    cast: Cast, client: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    page = client.post(FORGOTTEN, {"email": cast.lead.email}, follow=True).content.decode()
    deliver(clock=timezone.now)
    call_command("show_mail", cast.lead.email.upper())

    assert "/account/wachtwoord/kiezen/" in capsys.readouterr().out
    assert ("make mail" in page, "kiezen/" in page) == (True, False)


@pytest.mark.parametrize(
    ("name", "value"), [("PRODUCTION", True), ("EMAIL_URL", "smtp://127.0.0.1:25")]
)
def test_where_mail_leaves_or_in_production_nothing_is_shown(
    cast: Cast, client: Client, settings: Settings, name: str, value: object
) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    client.post(FORGOTTEN, {"email": cast.lead.email})
    setattr(settings, name, value)

    with pytest.raises(CommandError, match="Mail leaves from here"):
        call_command("show_mail", cast.lead.email)
    assert "make mail" not in client.get(DONE).content.decode()


def test_an_address_without_mail_is_told_so(cast: Cast) -> None:
    with pytest.raises(CommandError, match="No account mail"):
        call_command("show_mail", cast.lead.email)


def test_of_many_of_one_moment_the_last_is_shown(cast: Cast) -> None:
    """The clock of a story may stand still."""
    recipient, at = recipient_for(cast.lead), timezone.now()
    for number in range(12):
        queue_account_mail(recipient=recipient, subject="", text=f"woorden {number}", at=at)
        found = last_account_mail(cast.lead.email)
        assert found is not None
        assert found.body == f"woorden {number}"
