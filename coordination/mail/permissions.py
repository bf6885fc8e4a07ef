"""Who operates the mail. Her role is all it takes: nobody reads what a message says."""

from coordination.people.models import User


def can_retry(user: User) -> bool:
    """Try a refused message once more."""
    return user.may("mail.operate")


def can_hold(user: User) -> bool:
    """Stop and release all mail, and send a message that had arrived another time."""
    return user.may("mail.hold")
