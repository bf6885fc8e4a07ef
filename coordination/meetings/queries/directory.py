"""Who an @ means in a meeting: the body's member first, then a post, then an organisation."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.actions.terms import Owner
from coordination.kit.lines import Mention, MentionKind
from coordination.people.models import BodyMember, MemberRole, Organisation, Post

from ..models import Meeting

_ROLE_WORDS = {
    MemberRole.SECRETARY: ("secretaris", "secretary"),
    MemberRole.CHAIR: ("voorzitter", "chair", "trekker", "lead"),
}


@dataclass
class MeetingDirectory:
    """Reads `@VWS`, `@J&V`, `@secretaris` for one meeting.

    `@VWS` is VWS's one named member of this body, else its mailbox; the label says which.
    """

    meeting: Meeting

    def find(self, code: str) -> Mention | None:
        return self._known.mentions.get(code.strip().casefold())

    def owner(self, mention: Mention) -> Owner:
        return self._known.owners[mention.key]

    @property
    def members(self) -> list[Organisation]:
        return self._known.members

    @cached_property
    def _known(self) -> "Known":
        """Asked for by the first line that names somebody."""
        return everybody(self.meeting)


@dataclass
class Known:
    owners: dict[str, Owner] = field(default_factory=dict)
    mentions: dict[str, Mention] = field(default_factory=dict)
    members: list[Organisation] = field(default_factory=list)

    def add(self, names: list[str], mention: Mention, owner: Owner) -> None:
        """Know `mention` under these names; a name that is taken stays with its first holder."""
        self.owners.setdefault(mention.key, owner)
        for name in names:
            self.mentions.setdefault(name.casefold(), mention)


def everybody(meeting: Meeting) -> Known:
    """Everybody who can be named in this meeting, in three queries."""
    directory = Known()
    rows = list(
        BodyMember.objects.filter(body=meeting.body_id)
        .present(timezone.localtime(meeting.starts_at).date())
        .exclude(role=MemberRole.IN_COPY)
        .select_related("organisation", "person", "post__holder")
        .order_by("since", "pk")
    )
    directory.members = list({row.organisation_id: row.organisation for row in rows}.values())
    for row in rows:
        _add_role(directory, row)
    for organisation in Organisation.objects.filter(active=True).order_by("code"):
        _add_organisation(directory, organisation, [r for r in rows if _same(r, organisation)])
    for post in Post.objects.select_related("organisation", "holder").order_by("code"):
        mention = Mention(kind=MentionKind.POST, key=f"post:{post.pk}", label=post.name)
        directory.add(
            [post.code, post.name_nl, post.name_en],
            mention,
            Owner(organisation=post.organisation, post=post),
        )
    return directory


def _same(row: BodyMember, organisation: Organisation) -> bool:
    return row.organisation_id == organisation.pk


def _add_role(directory: Known, row: BodyMember) -> None:
    words = _ROLE_WORDS.get(MemberRole(row.role), ())
    if words and row.holder:
        directory.add(list(words), _member(row), _owner(row))


def _add_organisation(directory: Known, organisation: Organisation, rows: list[BodyMember]) -> None:
    names = [organisation.code, *organisation.also_known_as]
    named = [row for row in rows if row.holder and row.role == MemberRole.MEMBER] or [
        row for row in rows if row.holder
    ]
    if len(named) == 1:
        directory.add(names, _member(named[0]), _owner(named[0]))
        return
    mention = Mention(
        kind=MentionKind.ORGANISATION,
        key=f"organisation:{organisation.pk}",
        label=_("%(code)s (mailbox)") % {"code": organisation.code},
    )
    directory.add(names, mention, Owner(organisation=organisation))


def _member(row: BodyMember) -> Mention:
    who = row.post.name if row.post else (row.person.function or row.person.name)  # type: ignore[union-attr]  # a constraint: a person or a post
    return Mention(
        kind=MentionKind.BODY_MEMBER,
        key=f"member:{row.pk}",
        label=f"{row.organisation.code} ({who})",
    )


def _owner(row: BodyMember) -> Owner:
    return Owner(organisation=row.organisation, person=row.person, post=row.post)
