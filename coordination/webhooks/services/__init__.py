"""Keep webhooks, switch them, and send again."""

from .keeping import WebhookFacts, add_webhook, change_webhook, remove_webhook, renew_secret
from .resending import resend, send_test
from .switching import switch_off, switch_on

__all__ = [
    "WebhookFacts",
    "add_webhook",
    "change_webhook",
    "remove_webhook",
    "renew_secret",
    "resend",
    "send_test",
    "switch_off",
    "switch_on",
]
