"""The cast of the tests: a body, its dossier, and the people around it, each with a name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.people.models import (
    Body,
    BodyMember,
    Clearance,
    MemberRole,
    Organisation,
    OrganisationKind,
    OutcomeName,
    Role,
    RoleGrant,
    User,
)
from tests.kept import kept
from tests.moments import MONDAY

__all__ = ["MONDAY", "PASSWORD", "Cast", "add_organisation", "add_user"]

PASSWORD = "a long enough passphrase"

LONG_AFTER = date(2099, 12, 31)
"""A partner who still works here on whatever day the tests run."""


@pytest.fixture
def now() -> datetime:
    return MONDAY


@pytest.fixture
def on_monday() -> Iterator[None]:
    """The clock stands still at `now`."""
    with time_machine.travel(MONDAY, tick=False):
        yield


def add_organisation(code: str, kind: str = OrganisationKind.MINISTRY, **more: Any) -> Organisation:
    names = {"name_nl": code, "name_en": code, "mailbox": f"{code.lower()}@example.gov"}
    return Organisation.objects.get_or_create(code=code, defaults={**names, "kind": kind, **more})[
        0
    ]


def add_user(name: str, organisation: Organisation, *roles: Role, **more: Any) -> User:
    address = f"{name.replace(' ', '.')}@example.gov"
    user = User(email=address, name=name, function=name, organisation=organisation, **more)
    user.set_password(PASSWORD)
    user.save()
    for role in roles or (Role.POLICY_OFFICER,):
        RoleGrant.objects.create(user=user, role=role, granted_at=MONDAY, confirmed_at=MONDAY)
    return user


@pytest.fixture
def make_organisation(db: None) -> Callable[..., Organisation]:
    return add_organisation


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    return add_user


@dataclass(frozen=True)
class Cast:
    """Everybody by name. `body` and `dossier` are MLT3's; `stranger` has no part anywhere."""

    dgsc: Organisation
    vws: Organisation
    szw: Organisation
    jenv: Organisation
    secretary: User
    lead: User
    vws_officer: User
    szw_officer: User
    coordinator: User
    stranger: User
    partner: User
    auditor: User
    administrator: User
    body: Body
    dossier: Dossier
    secret_dossier: Dossier


@kept
def cast() -> Cast:
    """A working group with its dossier: secretary and lead of DGSC-19, members VWS and SZW."""
    dgsc = add_organisation("DGSC-19", OrganisationKind.PROGRAMME)
    vws = add_organisation("VWS")
    szw = add_organisation("SZW")
    jenv = add_organisation("JenV", also_known_as=["J&V"])
    firm = add_organisation("Keten", OrganisationKind.CHAIN_PARTNER)
    secretary = add_user("secretary", dgsc, Role.POLICY_OFFICER)
    lead = add_user("team lead", dgsc, Role.TEAM_LEAD)
    vws_officer = add_user("policy officer vws", vws)
    szw_officer = add_user("policy officer szw", szw)
    coordinator = add_user("coordinator", dgsc, Role.COORDINATOR, clearance=Clearance.DEPARTMENTAL)
    body = Body.objects.create(
        code="MLT3",
        name_nl="Werkgroep MLT3",
        name_en="Working group MLT3",
        organisation=dgsc,
        outcome_name=OutcomeName.AGREEMENT,
    )
    for user, role in (
        (lead, MemberRole.CHAIR),
        (secretary, MemberRole.SECRETARY),
        (vws_officer, MemberRole.MEMBER),
        (szw_officer, MemberRole.MEMBER),
    ):
        BodyMember.objects.create(
            body=body,
            organisation=user.organisation,
            person=user,
            role=role,
            since=date(2020, 10, 1),
        )
    dossier = open_dossier(title="Kwetsbare groepen", owner=dgsc, by=lead, at=MONDAY)
    grant_access(dossier=dossier, to=body, function=Function.WRITER, by=lead, at=MONDAY)
    secret_dossier = open_dossier(
        title="Achter gesloten deuren",
        owner=jenv,
        by=None,
        at=MONDAY,
        classification=Classification.DEPARTMENTAL,
    )
    return Cast(
        dgsc=dgsc,
        vws=vws,
        szw=szw,
        jenv=jenv,
        secretary=secretary,
        lead=lead,
        vws_officer=vws_officer,
        szw_officer=szw_officer,
        coordinator=coordinator,
        stranger=add_user("stranger", add_organisation("EZK")),
        partner=add_user("partner", firm, Role.PARTNER, expires_on=LONG_AFTER),
        auditor=add_user("auditor", dgsc, Role.AUDITOR),
        administrator=add_user("administrator", dgsc, Role.ADMINISTRATOR),
        body=body,
        dossier=dossier,
        secret_dossier=secret_dossier,
    )


@pytest.fixture
def sign_in(client: Client) -> Callable[[User], Client]:
    """A browser with this person signed in."""

    def sign(user: User) -> Client:
        client.force_login(user, backend="coordination.people.backends.EmailBackend")
        return client

    return sign
