"""Who is meant by what is typed as owner: an organisation, a person or a post."""

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from coordination.kit import clock
from coordination.people.models import Body, BodyMember, Organisation, Post, User

from ..terms import Owner


def find_owner(typed: str, *, reader: Any) -> Owner | None:
    """`@VWS`, `J&V`, the code or name of a post, or the address of a person she may see."""
    name = typed.strip().removeprefix("@").strip()
    if not name or "\0" in name:
        return None
    person = User.objects.visible_to(reader).active().filter(email__iexact=name)
    if found := person.select_related("organisation").first():
        return Owner(found.organisation, person=found)
    if organisation := find_organisation(name):
        return Owner(organisation)
    named = Q(code__iexact=name) | Q(name_nl__iexact=name) | Q(name_en__iexact=name)
    post = Post.objects.visible_to(reader).filter(named).select_related("organisation").first()
    return Owner(post.organisation, post=post) if post else None


def find_organisation(name: str) -> Organisation | None:
    """By code or by another spelling; both in any case of letters."""
    wanted = name.strip().removeprefix("@").casefold()
    active = Organisation.objects.filter(active=True).order_by("code")
    found: Organisation | None = active.filter(code__iexact=wanted).first()
    if found is not None:
        return found
    named = (one for one in active if wanted in {name.casefold() for name in one.also_known_as})
    return next(named, None)


def named_organisations(name: str) -> Any:
    """Those find_organisation could give, as a part of another query."""
    spelled = Q(code__iexact=name) | Q(spellings__icontains=json.dumps(name))
    known = Organisation.objects.annotate(spellings=Cast("also_known_as", TextField()))
    return known.filter(spelled).values("pk")


def owner_choices(body: Body | None) -> Iterator[tuple[str, str]]:
    """What can be typed with what it means: organisations, members of the body, posts."""
    for organisation in Organisation.objects.filter(active=True).order_by("code"):
        yield f"@{organisation.code}", organisation.name
    if body is not None:
        rows = BodyMember.objects.filter(body=body).present(clock.today())
        people = rows.exclude(person=None).select_related("person__organisation")
        for row in people.order_by("organisation__code", "pk"):
            assert row.person is not None
            yield row.person.email, row.person.label
    for post in Post.objects.select_related("organisation").order_by("code"):
        yield post.code, f"{post.name} · {post.organisation.code}"
