"""Who without an account speaks for an organisation that has no functional mailbox."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from ..models import Organisation, OutsideContact


def contacts_of(organisations: Iterable[UUID]) -> dict[UUID, list[OutsideContact]]:
    """The contacts of each organisation by name; one query."""
    found: dict[UUID, list[OutsideContact]] = defaultdict(list)
    rows = OutsideContact.objects.filter(organisation__in=list(organisations))
    for contact in rows.select_related("organisation").order_by("name", "pk"):
        found[contact.organisation_id].append(contact)
    return found


def contact_of(organisation: Organisation, *, on: dt.date) -> OutsideContact | None:
    """The first of its contacts whose sponsor vouches for her on that day."""
    return known_on(contacts_of([organisation.pk])[organisation.pk], on)


def known_on(contacts: Iterable[OutsideContact], day: dt.date) -> OutsideContact | None:
    return next((one for one in contacts if one.expires_on >= day), None)
