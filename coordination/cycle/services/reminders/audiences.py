"""Who is told: from a rule's audience to the recipients of an item."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.dossiers.models import DossierAccess, Function
from coordination.people.models import BodyMember, MemberRole, Organisation, Recipient, User

from ...models import Audience
from .owed import Id, Owner, written, written_id

Many = dict[Id, list[Id]]


@dataclass(frozen=True)
class Audiences:
    """What is needed to say of any item who is told, by ids; read once for a whole plan."""

    leads: Many
    secretaries: Many
    members: Many
    mailboxes: frozenset[Id]
    gone: frozenset[Id]
    _told: dict[tuple[str, Owner], list[Id]] = field(default_factory=dict)

    @classmethod
    def read(cls, *, at: dt.datetime) -> "Audiences":
        present = BodyMember.objects.present(timezone.localdate(at)).annotate(
            present=Coalesce("person", "post__holder")
        )
        rows = present.filter(present__isnull=False).values_list("body", "role", "present")
        secretaries, members = defaultdict(list), defaultdict(list)
        for body, role, user in rows.order_by("pk"):
            members[written(body)].append(written(user))
            if role == MemberRole.SECRETARY:
                secretaries[written(body)].append(written(user))
        leads = defaultdict(list)
        parts = DossierAccess.objects.live().filter(function=Function.LEAD)
        held = parts.annotate(held_by=Coalesce("user", "post__holder")).exclude(held_by=None)
        for dossier, user in held.order_by("pk").values_list("dossier", "held_by"):
            leads[written(dossier)].append(written(user))
        mailboxes = Organisation.objects.filter(active=True).exclude(mailbox="")
        gone = User.objects.filter(is_active=False)
        return cls(
            leads,
            secretaries,
            members,
            frozenset(map(written, mailboxes.values_list("pk", flat=True))),
            frozenset(map(written, gone.values_list("pk", flat=True))),
        )

    def told(self, audience: str, owner: Owner) -> list[Id]:
        """The ids of users or organisations; nobody is left without an owner.

        An owner without a person is her organisation's mailbox; without that, and where there is
        no team lead, it is the secretary of the body.
        """
        key = (audience, owner)
        if key not in self._told:
            self._told[key] = self._found(audience, owner)
        return self._told[key]

    def _found(self, audience: str, item: Owner) -> list[Id]:
        match audience:
            case Audience.OWNER:
                return self._owner(item) or self._mailbox(item) or self._lead(item)
            case Audience.MAILBOX:
                return self._mailbox(item) or self._owner(item) or self._lead(item)
            case Audience.MEMBERS:
                return self._here(self.members, item.body) or self._lead(item)
            case _:
                return self._lead(item)

    def _owner(self, item: Owner) -> list[Id]:
        return [item.person] if item.person and item.person not in self.gone else []

    def _mailbox(self, item: Owner) -> list[Id]:
        return [item.organisation] if item.organisation in self.mailboxes else []

    def _lead(self, item: Owner) -> list[Id]:
        """Who has function lead in the dossier, else the secretary of the body."""
        return self._here(self.leads, item.dossier) or self._here(self.secretaries, item.body)

    def _here(self, many: Many, key: Id | None) -> list[Id]:
        found = many.get(key, []) if key else []
        return [user for user in dict.fromkeys(found) if user not in self.gone]


def recipients_of(ids: Iterable[Id]) -> dict[Id, Id]:
    """The Recipient of each user or organisation, made where there was none yet."""
    wanted = set(ids)
    found = _known()
    missing = {UUID(pk) for pk in wanted - found.keys()}
    if missing:
        users = set(User.objects.filter(pk__in=missing).values_list("pk", flat=True))
        made = [
            Recipient(user_id=pk) if pk in users else Recipient(mailbox_id=pk) for pk in missing
        ]
        Recipient.objects.bulk_create(made, ignore_conflicts=True)
        found = _known()
    return {pk: found[pk] for pk in wanted}


def _known() -> dict[Id, Id]:
    rows = Recipient.objects.filter(contact=None)
    ids = rows.values_list(*(written_id(path) for path in ("user", "mailbox", "pk")))
    return {user or mailbox: pk for user, mailbox, pk in ids}
