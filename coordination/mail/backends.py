"""Account mail goes through Django's mail API and ends in the outbox like all other mail."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from coordination.kit import clock
from coordination.people.models import User
from coordination.people.services import recipient_for

from .services import queue_account_mail


class OutboxBackend(BaseEmailBackend):
    """Queues a row per address that belongs to a user; other addresses get nothing, quietly.

    Account mail is for accounts only, and an answer would tell who has one.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        at = clock.now()
        queued = 0
        for mail in email_messages:
            mail.message()  # refuses a line break in a header
            for address in mail.recipients():
                user = User.objects.active().filter(email__iexact=address).first()
                if user is None:
                    continue
                queue_account_mail(
                    recipient=recipient_for(user),
                    subject=str(mail.subject),
                    text=str(mail.body),
                    at=at,
                )
                queued += 1
        return queued
