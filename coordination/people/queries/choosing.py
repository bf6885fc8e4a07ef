"""Who is offered while a name is typed: people, and where asked organisations and posts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q

from coordination.kit.matching import words

from ..models import Organisation, Post, User
from .colleagues import NAMED, PERSON, begins, matching

MOST = 10
FEW = 3


@dataclass(frozen=True)
class Choice:
    """`value` is what the field then holds, `hint` what tells two of the same name apart."""

    value: str
    label: str
    hint: str


def choices_for(
    user: User, text: str, *, owners: bool = False, organisation: str = ""
) -> list[Choice]:
    """At most ten; each word of `text` begins a word of a name, address, organisation or post.

    Only open accounts she may know of. With `owners` organisations and posts come first, at most
    three of each. With the code of an organisation only its people.
    """
    if not words(text):
        return []
    choices = _choices(user, text, owners=owners, organisation=organisation)
    return list(islice(choices, MOST))


def _choices(user: User, text: str, *, owners: bool, organisation: str) -> Iterator[Choice]:
    if owners:
        yield from _organisations(user, text)
        yield from _posts(user, text)
    held = Post.objects.filter(holder=OuterRef("pk"))
    wanted = Q()
    for word in words(text):
        by_post = Q(Exists(held.filter(begins(word, NAMED))))
        wanted &= begins(word, (*PERSON, "email")) | by_post
    found = User.objects.visible_to(user).active().filter(wanted).select_related("organisation")
    if organisation:
        found = found.filter(organisation__code=organisation)
    for person in found.order_by("name", "pk")[:MOST]:
        yield Choice(person.email, person.name, f"{person.label} · {person.email}")


def _organisations(user: User, text: str) -> Iterator[Choice]:
    found = Organisation.objects.visible_to(user).filter(matching(text, NAMED), active=True)
    for one in found.order_by("code")[:FEW]:
        yield Choice(f"@{one.code}", one.code, one.name)


def _posts(user: User, text: str) -> Iterator[Choice]:
    found = (
        Post.objects.visible_to(user).filter(matching(text, NAMED)).select_related("organisation")
    )
    for one in found.order_by("code")[:FEW]:
        yield Choice(one.code, one.name, one.organisation.code)
