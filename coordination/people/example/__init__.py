"""Organisations, bodies and people of the example; people are named by their role."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from coordination.example.registry import Shift, example

from ..models import (
    Body,
    BodyMember,
    Clearance,
    MemberRole,
    Organisation,
    Post,
    Role,
    RoleGrant,
    User,
)
from .members import FUNCTIONS, PRACTICE, SITTING, rows_of
from .rows import BODIES, LT2_MEMBERS, MLT3_MEMBERS, ORGANISATIONS, PEOPLE, POSTS

PASSWORD = "oefenen in november"  # noqa: S105  the example's, printed when it is loaded


def address(local: str) -> str:
    return f"{local}@example.gov"


def load(shift: Shift) -> None:
    """Add what is missing, by natural key; tell who can sign in."""
    _organisations()
    _bodies()
    _people(shift.now)
    _posts(shift.moment(2020, 10, 19, 9))
    _members(shift)
    _team(shift)
    _sitting(shift.day(2020, 10, 19))
    shift.notes.extend(
        [
            "Example logins, all with the password: " + PASSWORD,
            *(f"  {address(local):<36} {role.value}" for local, _name, _code, role in PEOPLE),
        ]
    )


def _organisations() -> None:
    for code, kind, name_nl, name_en, aliases in ORGANISATIONS:
        mailbox = address(code.lower().replace("-", ""))
        Organisation.objects.get_or_create(
            code=code,
            defaults={
                "kind": kind,
                "name_nl": name_nl,
                "name_en": name_en,
                "also_known_as": aliases,
                "mailbox": mailbox,
            },
        )


def _bodies() -> None:
    for code, name_nl, name_en, organisation, more in BODIES:
        Body.objects.get_or_create(
            code=code,
            defaults={
                "name_nl": name_nl,
                "name_en": name_en,
                "organisation": Organisation.objects.get(code=organisation),
                **more,
            },
        )


def _people(now: datetime) -> None:
    sealed = make_password(PASSWORD)
    for local, name, code, role in PEOPLE:
        partner = role is Role.PARTNER
        user, made = User.objects.get_or_create(
            email=address(local),
            defaults={
                "name": name,
                "function": name.removesuffix(f" {code}"),
                "organisation": Organisation.objects.get(code=code),
                "password": sealed,
                "clearance": Clearance.DEPARTMENTAL
                if role in {Role.COORDINATOR, Role.DUTY_OFFICER}
                else Clearance.UNCLASSIFIED,
                "expires_on": (now + timedelta(days=90)).date() if partner else None,
                "sponsor": User.objects.get(email=address("coordinator")) if partner else None,
            },
        )
        if made:
            RoleGrant.objects.create(user=user, role=role, granted_at=now, confirmed_at=now)


def _posts(since: datetime) -> None:
    in_dutch, in_english = PRACTICE
    practised = (
        (code, name_nl + in_dutch, name_en + in_english, organisation, holder)
        for code, name_nl, name_en, organisation, holder in FUNCTIONS
    )
    for code, name_nl, name_en, organisation, holder in (*POSTS, *practised):
        Post.objects.get_or_create(
            code=code,
            defaults={
                "name_nl": name_nl,
                "name_en": name_en,
                "organisation": Organisation.objects.get(code=organisation),
                "holder": User.objects.get(email=address(holder)) if holder else None,
                "held_since": since if holder else None,
            },
        )


def _members(shift: Shift) -> None:
    body = Body.objects.get(code="MLT3")
    if body.members.exists():
        return
    for organisation, role, post, person in MLT3_MEMBERS:
        BodyMember.objects.create(
            body=body,
            organisation=Organisation.objects.get(code=organisation),
            role=role,
            post=Post.objects.get(code=post) if post else None,
            person=User.objects.get(email=address(person)) if person else None,
            since=shift.day(2020, 10, 19),
        )


def _team(shift: Shift) -> None:
    """LT2: an organisation each; nobody was named in it yet."""
    body = Body.objects.get(code="LT2")
    if body.members.exists():
        return
    rows = [("DGSC-19", MemberRole.SECRETARY), *((code, MemberRole.MEMBER) for code in LT2_MEMBERS)]
    for code, role in rows:
        organisation = Organisation.objects.get(code=code)
        BodyMember.objects.create(
            body=body, organisation=organisation, role=role, since=shift.day(2020, 10, 19)
        )


def _sitting(since: date) -> None:
    """The members of the other bodies, where nobody named any yet."""
    for code in SITTING:
        body = Body.objects.get(code=code)
        if body.members.exists():
            continue
        for name, role in rows_of(code):
            post = Post.objects.get(code=name)
            BodyMember.objects.create(
                body=body, organisation=post.organisation, role=role, post=post, since=since
            )


example.add("people", load, order=10)
