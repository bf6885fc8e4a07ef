from ..models import Organisation, OutsideContact, Recipient, User


def recipient_for(who: User | Organisation | OutsideContact) -> Recipient:
    """The one Recipient row of a person, a functional mailbox or an outside contact."""
    match who:
        case User():
            recipient, _ = Recipient.objects.get_or_create(user=who)
        case Organisation():
            recipient, _ = Recipient.objects.get_or_create(mailbox=who)
        case OutsideContact():
            recipient, _ = Recipient.objects.get_or_create(contact=who)
    return recipient
