"""Who sits where, for each ministry: the places of all teams in one list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from coordination.kit.matching import starts_word, words

from ..models import IS_NAMED, Team, TeamMember, TeamRole
from .members import MemberRow

NAMED, EMPTY = "named", "empty"


@dataclass(frozen=True)
class Places:
    """What the list is narrowed by; empty fields do not narrow. Organisation and team by code."""

    organisation: str = ""
    team: str = ""
    role: str = ""
    known: str = ""
    text: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        """The filters of an address; what makes no sense does not narrow."""
        plain = {
            name: query.get(key, "").replace("\0", "").strip()
            for name, key in (("organisation", "organisatie"), ("team", "team"), ("text", "q"))
        }
        role, known = query.get("rol", ""), query.get("bekend", "")
        return cls(
            organisation=plain["organisation"][:20],
            team=plain["team"][:10],
            role=role if role in TeamRole.values else "",
            known=known if known in {NAMED, EMPTY} else "",
            text=plain["text"][:200],
        )

    def address(self, **changed: Any) -> str:
        """The query string of these filters, with `changed` in their place."""
        wanted, query = replace(self, **changed), QueryDict(mutable=True)
        for key, value in (
            ("organisatie", wanted.organisation),
            ("team", wanted.team),
            ("rol", wanted.role),
            ("bekend", wanted.known),
            ("q", wanted.text),
        ):
            if value:
                query[key] = value
        return query.urlencode()

    @property
    def narrows(self) -> bool:
        return self != type(self)()


def list_places(user: Any, wanted: Places, *, on: date) -> QuerySet[TeamMember]:
    """Present places in teams that stand, by organisation and team."""
    found = TeamMember.objects.visible_to(user).present(on).filter(team__in=Team.objects.standing())
    if wanted.organisation:
        found = found.filter(organisation__code__iexact=wanted.organisation)
    if wanted.team:
        found = found.filter(team__code__iexact=wanted.team)
    if wanted.role:
        found = found.filter(role=wanted.role)
    if wanted.known:
        found = found.filter(IS_NAMED if wanted.known == NAMED else ~IS_NAMED)
    found = found.filter(_about(user, wanted.text))
    listed: QuerySet[TeamMember] = found.select_related(
        "team", "organisation", "person", "post__holder"
    )
    return listed.order_by("organisation__code", "team__code", "role", "pk")


def _about(user: Any, text: str) -> Q:
    """Every word starts a word of the team, the organisation or the name of who takes part.

    A chain partner, who does not know other people's names, does not find by them either.
    """
    condition = Q()
    for word in words(text):
        start = starts_word(word)
        named = Q(person__name__iregex=start) | Q(post__holder__name__iregex=start)
        if user.only_partner:
            named &= Q(organisation_id=user.organisation_id)
        condition &= (
            Q(team__subject__iregex=start)
            | Q(team__code__iregex=start)
            | Q(organisation__code__iregex=start)
            | Q(organisation__name_nl__iregex=start)
            | Q(organisation__name_en__iregex=start)
            | named
        )
    return condition


def sheet_of(rows: Iterable[MemberRow]) -> tuple[list[str], Iterator[list[Any]]]:
    """The head and the rows of the list as a sheet; what people spend on it stays in the team."""
    head = [
        _("Organisation"),
        _("Team"),
        _("Subject"),
        _("Person"),
        _("Post"),
        _("Role"),
        _("From"),
        _("Until"),
    ]
    return head, (_line(row) for row in rows)


def _line(row: MemberRow) -> list[Any]:
    member = row.member
    return [
        member.organisation.code,
        member.team.code,
        member.team.subject,
        who_in_words(row),
        member.post.name if member.post else "",
        row.role,
        member.since,
        member.until,
    ]


def who_in_words(row: MemberRow) -> str:
    if row.person is not None:
        return row.person.name
    if row.hidden:
        return _("known to this organisation")
    return _("not yet known") if row.is_empty else ""
