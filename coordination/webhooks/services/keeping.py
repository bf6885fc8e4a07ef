"""A webhook is added, changed, given another secret, and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..addresses import target_of
from ..models import Webhook
from ..permissions import can_manage, can_name
from ..telling import told_kinds

MOST_DOSSIERS = 100


class NotYoursToKeep(NotAllowed):
    """Webhooks are an administrator's, and a coordinator's in her own name."""


@dataclass(frozen=True)
class WebhookFacts:
    """`dossiers` empty means all that the owner sees."""

    name: str
    url: str
    owner: User
    kinds: Sequence[str]
    dossiers: Sequence[Dossier] = ()

    def checked(self) -> dict[str, Any]:
        """The plain fields, refused where no webhook can be made of them."""
        name = self.name.strip()
        for sentence in refuse_unsafe(name, longest=80):
            raise Refusal(sentence, field="name")
        if not name:
            raise Refusal(_("Give it a name by which it is found back."), field="name")
        target_of(self.url)
        if not self.owner.is_active or not self.owner.reads_unrestricted:
            raise Refusal(_("Choose somebody who reads dossiers herself."), field="owner")
        kinds = [kind for kind, _words in told_kinds() if kind in self.kinds]
        if not kinds or len(kinds) != len(set(self.kinds)):
            raise Refusal(_("Choose at least one event of the list."), field="kinds")
        if len(self.dossiers) > MOST_DOSSIERS:
            raise Refusal(_("Name 100 dossiers at most."), field="dossiers")
        seen = Dossier.objects.visible_to(self.owner)
        hers = set(seen.filter(pk__in=[d.pk for d in self.dossiers]).values_list("pk", flat=True))
        for dossier in self.dossiers:
            if dossier.pk not in hers:
                raise Refusal(unseen(dossier.number), field="dossiers")
        return {"name": name, "url": self.url, "owner": self.owner, "kinds": kinds}


def unseen(number: str) -> Any:
    """The same words whether there is none or it is not the owner's to see."""
    return _("There is no dossier %(number)s that this person sees.") % {"number": number[:20]}


@deed
def add_webhook(*, facts: WebhookFacts, by: User, at: datetime) -> Webhook:
    """A webhook that is told what happens from now on. Refuses what may not be called."""
    _refuse_others(by, facts.owner)
    made = Webhook.objects.create(**facts.checked(), listens_from=at, created_at=at, created_by=by)
    made.dossiers.set(facts.dossiers)
    record("webhooks.added", made, by=by, at=at, **_said(made))
    return made


@deed
def change_webhook(
    *, webhook: Webhook, facts: WebhookFacts, version: int, by: User, at: datetime
) -> Webhook:
    """The webhook with these facts; what is on its way goes to the new address."""
    webhook = _locked(webhook, by)
    _refuse_others(by, facts.owner)
    refuse_stale(webhook, version)
    before = _said(webhook)
    for name, value in facts.checked().items():
        setattr(webhook, name, value)
    webhook.version += 1
    webhook.save()
    webhook.dossiers.set(facts.dossiers)
    record("webhooks.changed", webhook, by=by, at=at, **changes(before, _said(webhook)))
    return webhook


@deed
def renew_secret(*, webhook: Webhook, by: User, at: datetime) -> Webhook:
    """Another secret; for a day messages carry the signature of the one before as well."""
    webhook = _locked(webhook, by)
    webhook.secret_number, webhook.renewed_at = webhook.secret_number + 1, at
    webhook.save(update_fields=["secret_number", "renewed_at"])
    record("webhooks.secret_renewed", webhook, by=by, at=at)
    return webhook


@deed
def remove_webhook(*, webhook: Webhook, by: User, at: datetime) -> None:
    """Gone with its messages, once it is off; the record keeps that it was there."""
    webhook = _locked(webhook, by)
    if webhook.active:
        raise Refusal(_("Switch this webhook off first; then remove it."))
    record("webhooks.removed", webhook, by=by, at=at, **_said(webhook))
    webhook.delete()


def _locked(webhook: Webhook, by: User) -> Webhook:
    found = locked(webhook)
    if not can_manage(by, found):
        raise NotYoursToKeep(_("Only an administrator keeps a webhook in somebody else's name."))
    return found


def _refuse_others(by: User, owner: User) -> None:
    if not can_name(by, owner):
        raise NotYoursToKeep(_("Only an administrator keeps a webhook in somebody else's name."))


def _said(webhook: Webhook) -> dict[str, Any]:
    """What the record says of it: ids and kinds; of its address a hash where it is long."""
    return {
        "name": webhook.name,
        "url": webhook.url,
        "owner": str(webhook.owner_id),
        "kinds": list(webhook.kinds),
        "dossiers": sorted(str(pk) for pk in webhook.dossiers.values_list("pk", flat=True)),
    }
