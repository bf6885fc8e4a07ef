"""A leaver's name goes, a pseudonym stays, and the record holds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.services.owners import hand_over
from coordination.actions.terms import Owner, Term
from coordination.audit.models import AuditEvent
from coordination.audit.verify import Verdict, verify_record
from coordination.kit.refusals import NotAllowed
from coordination.mail.models import Message, Status
from coordination.mail.services import queue_account_mail
from coordination.people.models import Erasure, Role, User
from coordination.people.pseudonyms import without_her
from coordination.people.services import (
    ask_erasure,
    change_own_settings,
    change_user,
    confirm_erasure,
    create_token,
    deactivate_user,
    reactivate_user,
    recipient_for,
    withdraw_erasure,
)
from coordination.people.services.erasing import AlreadyErased, NotYoursToErase, TooEarly
from coordination.people.services.users import Unchanged
from tests.cast import Cast

YEAR = timedelta(days=366)
SignIn = Callable[[User], Client]


@pytest.fixture
def second(make_user: Callable[..., User], cast: Cast) -> User:
    return make_user("second administrator", cast.dgsc, Role.ADMINISTRATOR)


@pytest.fixture
def leaver(cast: Cast, now: datetime, make_user: Callable[..., User]) -> User:
    """Somebody with a name that stands nowhere else, who did this and that and left."""
    user = make_user("Wiebelientje Zonderling", cast.dgsc, phone="0612345678")
    user.function = ""
    user.save()
    change_own_settings(user=user, at=now, name="Wiebelientje Zonderling", phone="0698765432")
    change_user(user=user, version=2, by=cast.administrator, at=now, email="wiebel@example.gov")
    create_token(user=user, name="agenda", at=now)
    user.refresh_from_db()
    _point_handed_over_by(cast, user, now)
    for to, text in ((user, "Beste Wiebelientje Zonderling"), (cast.lead, "wiebel@example.gov")):
        queue_account_mail(recipient=recipient_for(to), subject="Van u", text=text, at=now)
    deactivate_user(user=user, by=cast.administrator, at=now)
    return User.objects.get(pk=user.pk)


def _point_handed_over_by(cast: Cast, user: User, now: datetime) -> None:
    point: ActionPoint = add_action_point(
        dossier=cast.dossier,
        body=cast.body,
        text="Cijfers nasturen",
        owner=Owner(cast.dgsc, person=user),
        term=Term(now.date()),
        by=cast.lead,
        at=now,
    )
    to = Owner(cast.dgsc, person=cast.lead)
    hand_over(point=point, version=point.version, to=to, reason="Vertrek", by=cast.lead, at=now)


def texts() -> str:
    """Every text in every table, as an intruder would read it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            fields = [
                field.column
                for field in model._meta.local_fields
                if isinstance(field, models.CharField | models.TextField | models.JSONField)
            ]
            if fields and not model._meta.proxy:
                columns = ", ".join(f'"{name}"' for name in fields)
                cursor.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')  # noqa: S608  the names are the models' own
                found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_in_any_table_names_her_after_a_second_person_confirmed(
    cast: Cast, now: datetime, leaver: User, second: User
) -> None:
    before = texts()
    assert all(said in before for said in ("Wiebelientje", "wiebel@", "0698765432"))
    erasure = ask_erasure(user=leaver, by=cast.administrator, at=now + YEAR)
    erased = confirm_erasure(erasure=erasure, by=second, at=now + YEAR)

    after = texts()
    names = ("Wiebelientje", "wiebel@", "0698765432", "0612345678")
    assert [said for said in names if said in after] == []
    assert (erased.name[:2], erased.email) == ("P-", f"{erased.name.lower()}@erased.invalid")
    assert (erased.has_usable_password(), erased.tokens.count(), erased.roles) == (
        False,
        0,
        frozenset(),
    )
    hers = Message.objects.get(recipient__user=leaver)
    assert (hers.status, hers.body, hers.address) == (Status.CANCELLED, "", "")
    assert Message.objects.get(recipient__user=cast.lead, kind="account").body == erased.name


def test_the_record_holds_after_an_erasure_and_never_held_her_name(
    cast: Cast, now: datetime, leaver: User, second: User
) -> None:
    erasure = ask_erasure(user=leaver, by=cast.administrator, at=now + YEAR)
    confirm_erasure(erasure=erasure, by=second, at=now + YEAR)

    payloads = "\n".join(AuditEvent.objects.values_list("payload", flat=True))
    assert [said for said in ("Wiebel", "wiebel", "0698765432") if said in payloads] == []
    assert verify_record().verdict is Verdict.HOLDS
    roots = AuditEvent.objects.filter(root=True, object_type="people.erasure").order_by("pk")
    assert [event.action for event in roots] == ["people.erasure_asked", "people.erased"]


@pytest.mark.parametrize("asker", ["coordinator", "lead", "auditor"])
def test_only_an_administrator_asks(cast: Cast, now: datetime, leaver: User, asker: str) -> None:
    with pytest.raises(NotAllowed):
        ask_erasure(user=leaver, by=getattr(cast, asker), at=now + YEAR)


def test_who_asks_does_not_confirm(cast: Cast, now: datetime, leaver: User) -> None:
    erasure = ask_erasure(user=leaver, by=cast.administrator, at=now + YEAR)
    with pytest.raises(NotYoursToErase):
        confirm_erasure(erasure=erasure, by=cast.administrator, at=now + YEAR)
    assert User.objects.get(pk=leaver.pk).name == "Wiebelientje Zonderling"


def test_an_open_account_and_one_within_its_retention_are_kept(
    cast: Cast, now: datetime, leaver: User, settings: Any
) -> None:
    settings.ACCOUNT_RETENTION_DAYS = 30
    by: dict[str, Any] = {"by": cast.administrator}
    for user, at in ((cast.lead, now + YEAR), (leaver, now + timedelta(days=29))):
        with pytest.raises(TooEarly):
            ask_erasure(user=user, at=at, **by)
    assert ask_erasure(user=leaver, at=now + timedelta(days=30), **by).confirmed_at is None


def test_what_she_holds_is_handed_over_first(
    cast: Cast, now: datetime, leaver: User, second: User
) -> None:
    cast.body.members.create(organisation=cast.dgsc, person=leaver, role="member", since=now.date())
    with pytest.raises(TooEarly):
        ask_erasure(user=leaver, by=cast.administrator, at=now + YEAR)


def test_a_request_can_be_withdrawn_until_it_is_confirmed_and_no_account_comes_back(
    cast: Cast, now: datetime, leaver: User, second: User
) -> None:
    by: dict[str, Any] = {"by": cast.administrator, "at": now + YEAR}
    withdraw_erasure(erasure=ask_erasure(user=leaver, **by), **by)
    erasure = ask_erasure(user=leaver, **by)
    with pytest.raises(Unchanged):
        reactivate_user(user=leaver, **by)
    confirm_erasure(erasure=erasure, by=second, at=now + YEAR)
    for again in (withdraw_erasure, confirm_erasure):
        with pytest.raises(AlreadyErased):
            again(erasure=erasure, by=second, at=now + YEAR)


def test_the_pages_ask_confirm_and_say_what_became_of_her(
    cast: Cast, leaver: User, second: User, sign_in: SignIn
) -> None:
    address = f"/beheer/gebruikers/{leaver.pk}/"
    sign_in(cast.administrator).post(f"{address}wissen/")
    own = sign_in(cast.administrator).post(f"{address}wissen/bevestigen/")
    waiting = sign_in(second).get("/beheer/gebruikers/").content.decode()
    sign_in(second).post(f"{address}wissen/bevestigen/")
    page = sign_in(second).get(address).content.decode()

    assert (own.status_code, "Wiebelientje Zonderling" in waiting) == (403, True)
    assert ("Wiebelientje" in page, Erasure.objects.get().user.name in page) == (False, True)


def test_a_pseudonym_takes_the_place_of_whole_names_only(cast: Cast) -> None:
    user = User(name="Jan", email="jan@example.gov")
    text = "Jan, januari en JAN@example.gov; Jansen"
    assert without_her(text, user=user, pseudonym="P-1") == "P-1, januari en P-1; Jansen"
