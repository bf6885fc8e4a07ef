"""Account mail goes through Django's mail API and ends in the outbox like all other mail."""

from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    """Turns each address of an e-mail into a row of the outbox."""
