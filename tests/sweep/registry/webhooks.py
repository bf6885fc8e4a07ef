"""Webhooks: an administrator's, and a coordinator's in her own name."""

from typing import Any

from coordination.people.models import Role
from coordination.webhooks.models import TEST, Delivery, Webhook

from ..rows import Case, Row, empty
from ..scenes import NOW, Where


def seen(role: Role, where: Where) -> bool:
    everywhere = {Role.ADMINISTRATOR, Role.AUDITOR}
    return where is Where.OWN or (where is Where.FOREIGN and role in everywhere)


def webhook(case: Case) -> dict[str, Any]:
    made, _new = Webhook.objects.get_or_create(
        owner=case.owner,
        name="Dashboard",
        defaults={
            "url": "https://hooks.example.gov/baken",
            "kinds": ["actions.added"],
            "listens_from": NOW,
            "created_at": NOW,
            "created_by": case.owner,
        },
    )
    return {"pk": made.pk}


def delivery(case: Case) -> dict[str, Any]:
    made, _new = Delivery.objects.get_or_create(
        webhook_id=webhook(case)["pk"],
        kind=TEST,
        defaults={"status": "dead", "queued_at": NOW, "not_before": NOW},
    )
    return {"pk": made.pk}


def off(case: Case) -> None:
    Webhook.objects.filter(**webhook(case)).update(active=False, off_reason="uit")


def reader(case: Case) -> Any:
    """In whose name: a coordinator's own, an administrator's who reads."""
    return case.world.visitors[Role.COORDINATOR]


def facts(case: Case) -> dict[str, Any]:
    return {
        "name": "Dashboard van de sector",
        "url": "https://hooks.example.gov/sector",
        "owner": reader(case).email,
        "kinds": ["meetings.circulated", "actions.added"],
        "dossiers": "",
    }


def api_facts(case: Case) -> dict[str, Any]:
    return {**facts(case), "owner": reader(case).pk, "dossiers": []}


def edited(case: Case) -> dict[str, Any]:
    return {**facts(case), "version": 1}


def changed(case: Case) -> dict[str, Any]:
    return {"name": "Anders", "owner": reader(case).pk, "If-Match": 1}


ROWS = {
    "webhooks:list": Row(),
    "webhooks:new": Row(post=facts),
    "webhooks:detail": Row(webhook, seen),
    "webhooks:edit": Row(webhook, seen, post=edited),
    "webhooks:secret": Row(webhook, seen, get=False, post=empty),
    "webhooks:test": Row(webhook, seen, get=False, post=empty),
    "webhooks:on": Row(webhook, seen, get=False, post=empty, before=off),
    "webhooks:off": Row(webhook, seen, get=False, post=empty),
    "webhooks:remove": Row(webhook, seen, get=False, post=empty, before=off),
    "webhooks:resend": Row(delivery, seen, get=False, post=empty),
    "api:webhook-list list": Row(),
    "api:webhook-list create": Row(post=api_facts),
    "api:webhook-detail retrieve": Row(webhook, seen),
    "api:webhook-detail partial_update": Row(webhook, seen, post=changed),
    "api:webhook-detail destroy": Row(webhook, seen, post=empty, before=off),
    "api:webhook-secret secret": Row(webhook, seen, post=empty),
    "api:webhook-test test": Row(webhook, seen, post=empty),
    "api:webhook-switch-on switch_on": Row(webhook, seen, post=empty, before=off),
    "api:webhook-switch-off switch_off": Row(webhook, seen, post=empty),
    "api:webhook-delivery-list list": Row(),
    "api:webhook-delivery-detail retrieve": Row(delivery, seen),
    "api:webhook-delivery-resend resend": Row(delivery, seen, post=empty),
}
