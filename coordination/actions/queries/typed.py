"""A point typed as one line, read as the lines of minutes are: who, what, by when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from coordination.kit.dates import EMPTY
from coordination.kit.lines import EntryKind, FlagCode, LineRead, Mention, MentionKind, read_line
from coordination.people.models import Organisation

from ..models import ActionKind
from ..terms import Owner, Term
from .owners import find_owner

KINDS = {
    EntryKind.ACTION: ActionKind.ACTION,
    EntryKind.COMMITMENT: ActionKind.COMMITMENT,
    EntryKind.MOTION: ActionKind.MOTION,
}


@dataclass
class OwnerDirectory:
    """Who an @ means outside a meeting: an organisation, a post, or a person by her address."""

    reader: Any
    owners: dict[str, Owner] = field(default_factory=dict)

    def find(self, code: str) -> Mention | None:
        owner = find_owner(code, reader=self.reader)
        if owner is None:
            return None
        named = owner.person or owner.post or owner.organisation
        kind = MentionKind.PERSON if owner.person else MentionKind.ORGANISATION
        mention = Mention(MentionKind.POST if owner.post else kind, str(named.pk), owner.label)
        self.owners[mention.key] = owner
        return mention


@dataclass(frozen=True)
class TypedPoint:
    """What was recognised, and what is still missing or cannot be, as sentences."""

    read: LineRead
    owner: Owner | None
    also: list[Organisation]
    term: Term | None
    problems: list[str]

    @property
    def kind(self) -> ActionKind:
        return KINDS[self.read.kind]


def read_typed(typed: str, *, reader: Any, on: date) -> TypedPoint:
    """`typed` as `reader` means it on the day `on`; it refuses nothing."""
    directory = OwnerDirectory(reader)
    read = read_line(typed, on=on, directory=directory, calendar=EMPTY, otherwise=EntryKind.ACTION)
    owner = directory.owners[read.owner.key] if read.owner else None
    also = [directory.owners[mention.key].organisation for mention in read.also]
    term = Term.of(read.due) if read.due else None
    return TypedPoint(read, owner, also, term, list(_problems(read, owner, term)))


def _problems(read: LineRead, owner: Owner | None, term: Term | None) -> Iterator[str]:
    if read.kind not in KINDS:
        kind = read.kind.label
        yield _("This reads as a %(kind)s; only action points are added here.") % {"kind": kind}
        return
    if read.everyone:
        yield _("Everyone is asked in a meeting only; name one owner here.")
    # minutes keep a line without a day, a point on the list needs one
    flags = [flag for flag in read.flags if flag.code is not FlagCode.NO_DATE]
    yield from (str(flag.sentence) for flag in flags)
    if not (flags or read.everyone) and owner is None:
        yield _("Who does it? Type @ and a ministry or a name.")
    if not flags and term is None:
        yield _("By when? This names no day; type one, like wo 4 nov.")
