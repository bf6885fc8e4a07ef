"""People of a load: organisations, users who sign in nowhere, bodies and their members."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk

from .models import (
    Body,
    BodyMember,
    MemberRole,
    Organisation,
    OrganisationKind,
    Role,
    RoleGrant,
    User,
)

ORGANISATIONS, USERS, BODIES, MEMBERS = 40, 50, 5, 8


def load(load: Load) -> None:
    load.keep(
        (
            Organisation(
                code=f"L{n:03}", name_nl=f"Dienst {n}", name_en=f"Service {n}",
                kind=OrganisationKind.INSTITUTE, mailbox=f"dienst{n}@example.gov",
            )
            for n in range(ORGANISATIONS)
        ),
        remember=True,
    )  # fmt: skip
    load.keep((_user(load, n) for n in range(USERS * load.scale)), remember=True)
    load.keep(
        RoleGrant(user=user, role=Role.POLICY_OFFICER, granted_at=load.now, confirmed_at=load.now)
        for user in load.kept["user"]
    )
    load.keep((_body(load, n) for n in range(BODIES * load.scale)), remember=True)
    load.keep(_members(load))


def _user(load: Load, number: int) -> User:
    user = User(
        email=f"medewerker{number}@example.gov",
        name=f"Medewerker {number}",
        function="beleidsmedewerker",
        organisation=load.pick("organisation", number),
    )
    user.set_unusable_password()
    return user


def _body(load: Load, number: int) -> Body:
    organisation = load.pick("organisation", number)
    name = f"Werkgroep {number}"
    return Body(code=f"L{number:04}", name_nl=name, name_en=name, organisation=organisation)


def _members(load: Load) -> Iterator[BodyMember]:
    users = load.kept["user"]
    since = (load.now - timedelta(days=400)).date()
    for number, body in enumerate(load.kept["body"]):
        for seat in range(MEMBERS):
            person = users[(number * MEMBERS + seat) % len(users)]
            yield BodyMember(
                body=body,
                organisation=person.organisation,
                person=person,
                role=MemberRole.MEMBER if seat else MemberRole.SECRETARY,
                since=since,
            )


bulk.add("people", load, order=10)
