"""The line of webhooks in the side navigation, and what a leaver has in her name."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation
from coordination.people.holdings import Held, Holding, holdings

from .models import Webhook


def in_her_name(user: Any, _reader: Any) -> Iterator[Held]:
    """They fall silent with her account; an administrator names somebody else."""
    for webhook in Webhook.objects.filter(owner=user).order_by("name", "pk"):
        yield Held(webhook.name, webhook.get_absolute_url())


holdings.add("webhooks", Holding(_("Webhooks"), query=in_her_name), order=95)
navigation.add(
    "webhooks.list",
    NavigationItem(
        _("Webhooks"), "webhooks:list", "webhook", group=_("Management"), action="webhooks.read"
    ),
    order=96,
)
