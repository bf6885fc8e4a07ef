"""The record as people read it."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.audit.deeds import actor_name
from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Function
from coordination.dossiers.queries import dossier_timeline, read_rows
from coordination.dossiers.queries.wording import Piece, pieces
from coordination.dossiers.services import change_dossier, grant_access
from coordination.people.models import Organisation, Role, RoleGrant, User
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]


def rename(cast: Cast, title: str, version: int, kind: str = "theme") -> None:
    change_dossier(
        dossier=cast.dossier,
        version=version,
        title=title,
        kind=kind,
        owner=cast.dgsc,
        primacy=None,
        by=cast.lead,
        at=MONDAY + timedelta(hours=version),
    )


def test_the_timeline_says_who_did_what_and_what_it_said(cast: Cast) -> None:
    rename(cast, "Groepen", 1, kind="team")
    row = read_rows(dossier_timeline(cast.dossier), reader=cast.secretary)[0]
    assert (row.who, row.event.action) == (cast.lead.label, "dossiers.changed")
    assert [(str(c.old), str(c.new)) for c in row.changes] == [
        ("thema", "team"),
        ("Kwetsbare groepen", "Groepen"),
    ]


def test_long_texts_differ_by_the_word() -> None:
    assert pieces("voor woensdag klaar", "voor vrijdag klaar") == [
        Piece("same", "voor "),
        Piece("gone", "woensdag"),
        Piece("new", "vrijdag"),
        Piece("same", " klaar"),
    ]


def test_what_she_may_not_see_has_no_title_and_no_differences(cast: Cast) -> None:
    rename(cast, "Groepen", 1)
    rows = read_rows(AuditEvent.objects.filter(action="dossiers.changed"), reader=cast.partner)
    assert [(row.title, list(row.changes)) for row in rows] == [("", [])]


def test_a_partner_reads_of_a_dossier_what_she_did_herself(cast: Cast, sign_in: SignIn) -> None:
    """What others did there may be under embargo for her."""
    rename(cast, "Groepen", 1)
    for who, by in ((cast.partner, None), (cast.stranger, cast.partner)):
        grant_access(dossier=cast.dossier, to=who, function=Function.READER, by=by, at=MONDAY)
    page = sign_in(cast.partner).get(reverse("dossiers:timeline", args=[cast.dossier.pk]))
    assert [row.event.actor for row in page.context["rows"]] == [actor_name(cast.partner)]
    assert "Hier staat wat u zelf in dit dossier deed" in page.content.decode()


def test_what_nobody_did_was_done_by_the_system(cast: Cast) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.stranger, function=Function.READER, by=None, at=MONDAY
    )
    row = read_rows(dossier_timeline(cast.dossier), reader=cast.secretary)[0]
    assert row.who == "het systeem"


def test_every_event_of_this_wing_has_words(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.lead).get(reverse("dossiers:timeline", args=[cast.dossier.pk]))
    assert [row.words for row in page.context["rows"]] == [
        "gaf een aandeel in het dossier",
        "opende het dossier",
        "gaf een aandeel in het dossier",
    ]


def test_the_timeline_is_for_those_with_a_part_and_auditors(cast: Cast, sign_in: SignIn) -> None:
    address = reverse("dossiers:timeline", args=[cast.dossier.pk])
    seen = {
        user.name: sign_in(user).get(address).status_code
        for user in (cast.lead, cast.vws_officer, cast.auditor, cast.stranger)
    }
    assert seen == {
        "team lead": 200,
        "policy officer vws": 200,
        "auditor": 200,
        "stranger": 403,
    }


def test_the_dossier_offers_its_record_to_who_reads_it(cast: Cast, sign_in: SignIn) -> None:
    """Not to a duty officer, though she leads it."""
    RoleGrant.objects.filter(user=cast.lead).update(role=Role.DUTY_OFFICER)
    address = reverse("dossiers:timeline", args=[cast.dossier.pk])
    offered = {
        user.name: address in sign_in(user).get(cast.dossier.get_absolute_url()).content.decode()
        for user in (cast.lead, cast.vws_officer, cast.auditor, cast.stranger)
    }
    assert offered == {
        "team lead": False,
        "policy officer vws": True,
        "auditor": True,
        "stranger": False,
    }
    assert sign_in(cast.lead).get(address).status_code == 403


def test_an_auditor_reads_every_stream_and_others_their_own_acts(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in(cast.auditor).get(reverse("dossiers:record"))
    assert len(page.context["rows"]) == AuditEvent.objects.count()
    mine = sign_in(cast.lead).get(reverse("dossiers:record"))
    assert {row.event.actor for row in mine.context["rows"]} == {f"user:{cast.lead.pk}"}
    assert sign_in(cast.stranger).get(reverse("dossiers:record")).context["rows"] == []


def test_an_auditor_narrows_the_record(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.auditor)
    page = client.get(reverse("dossiers:record") + f"?stream=dossier:{cast.dossier.pk}")
    assert len(page.context["rows"]) == 3
    assert client.get(reverse("dossiers:record") + "?action=%00").status_code == 200


def test_the_timeline_asks_eleven_questions_however_much_changed(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in(cast.lead)
    for version in range(1, 4):
        rename(cast, f"Titel {version}", version)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("dossiers:timeline", args=[cast.dossier.pk]))
        assert (len(page.context["rows"]), len(asked)) == (version + 3, 11)


def hand_over(cast: Cast, to: Organisation, version: int) -> None:
    change_dossier(
        dossier=cast.dossier,
        version=version,
        title=cast.dossier.title,
        kind=cast.dossier.kind,
        owner=to,
        primacy=None,
        by=cast.lead,
        at=MONDAY + timedelta(hours=version),
    )


def test_another_owner_is_told_by_name(cast: Cast) -> None:
    hand_over(cast, cast.vws, 1)
    row = read_rows(dossier_timeline(cast.dossier), reader=cast.secretary)[0]
    assert [(c.label, str(c.old), str(c.new)) for c in row.changes] == [
        ("eigenaar", str(cast.dgsc), str(cast.vws))
    ]


def test_names_are_asked_once_however_many_owners(cast: Cast) -> None:
    hand_over(cast, cast.vws, 1)
    _asked(cast)  # her roles are looked up once
    one = len(_asked(cast))
    for version, to in enumerate((cast.szw, cast.jenv, cast.dgsc), start=2):
        hand_over(cast, to, version)
    assert len(_asked(cast)) == one


def _asked(cast: Cast) -> CaptureQueriesContext:
    with CaptureQueriesContext(connection) as asked:
        read_rows(dossier_timeline(cast.dossier), reader=cast.secretary)
    return asked
