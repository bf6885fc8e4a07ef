"""Who keeps a webhook: an administrator all of them, a coordinator those in her own name."""

from coordination.people.models import Role, User

from .models import Webhook


def can_manage(user: User, webhook: Webhook) -> bool:
    return can_name(user, webhook.owner)


def can_name(user: User, owner: User) -> bool:
    """Let a webhook speak in the name of `owner`."""
    if not user.may("webhooks.manage"):
        return False
    return Role.ADMINISTRATOR in user.roles or owner.pk == user.pk
