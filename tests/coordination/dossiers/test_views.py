"""Pages of dossiers: what each of the cast sees, posts and is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import (
    Classification,
    Dossier,
    DossierAccess,
    DossierKind,
    Function,
)
from coordination.dossiers.services import change_dossier, grant_access, open_dossier
from coordination.people.models import User
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]


def url(name: str, dossier: Dossier) -> str:
    return reverse(f"dossiers:{name}", args=[dossier.pk])


def test_the_list_shows_what_she_may_see(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.stranger).get(reverse("dossiers:list"))
    assert [d.title for d in page.context["page"].rows] == ["Kwetsbare groepen"]
    assert "Achter gesloten deuren" not in page.content.decode()


def test_the_list_narrows_by_kind_owner_state_text_and_mine(cast: Cast, sign_in: SignIn) -> None:
    open_dossier(
        title="Coördinatie regio's",
        owner=cast.vws,
        by=cast.lead,
        at=MONDAY,
        kind=DossierKind.REGION,
    )
    client = sign_in(cast.vws_officer)

    def titles(query: str) -> list[str]:
        page = client.get(reverse("dossiers:list") + query).context["page"]
        return [dossier.title for dossier in page.rows]

    assert titles("?soort=region") == ["Coördinatie regio's"]
    assert titles("?eigenaar=DGSC-19") == ["Kwetsbare groepen"]
    assert titles("?q=coordinatie") == ["Coördinatie regio's"]
    assert titles("?q=2020-0001") == ["Kwetsbare groepen"]
    assert titles("?stand=closed") == []
    assert titles("?mijn=1") == ["Coördinatie regio's", "Kwetsbare groepen"]
    assert len(titles("?soort=zzz&eigenaar=%00&pagina=-1&stand=x&q=%00%22'")) == 2
    assert titles("?q=%22zzz%00*") == []


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_asks_six_questions_for_one_row_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.stranger)
    one = questions(client, reverse("dossiers:list"))
    for number in range(2):
        open_dossier(title=f"Extra {number}", owner=cast.szw, by=None, at=MONDAY)
    assert (one, questions(client, reverse("dossiers:list"))) == (6, 6)


def test_a_dossier_asks_at_most_twelve_questions_however_many_take_part(
    cast: Cast, sign_in: SignIn
) -> None:
    dossier = open_dossier(title="Alleen", owner=cast.dgsc, by=cast.lead, at=MONDAY)
    client = sign_in(cast.lead)
    one = questions(client, url("detail", dossier))
    for user in (cast.stranger, cast.szw_officer):
        grant_access(dossier=dossier, to=user, function=Function.READER, by=cast.lead, at=MONDAY)
    assert questions(client, url("detail", dossier)) == one <= 12


def test_a_dossier_she_may_not_see_does_not_exist(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.stranger)
    for name in ("detail", "parts"):
        assert client.get(url(name, cast.secret_dossier)).status_code == 404
    assert AuditEvent.objects.filter(stream="reads").count() == 0


def test_opening_a_dossier_takes_her_to_it(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    form = {"title": "Sneltesten", "kind": "theme", "owner": cast.dgsc.pk}
    answer = client.post(reverse("dossiers:new"), form)
    opened = Dossier.objects.get(title="Sneltesten")
    assert (answer.status_code, answer["Location"]) == (302, opened.get_absolute_url())


def test_a_policy_officer_opens_none(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.vws_officer).get(reverse("dossiers:new")).status_code == 403


def test_a_refused_form_keeps_what_was_typed(cast: Cast, sign_in: SignIn) -> None:
    form = {"title": "Sneltesten\u202e", "kind": "theme", "owner": cast.dgsc.pk}
    answer = sign_in(cast.lead).post(reverse("dossiers:new"), form)
    assert answer.status_code == 422
    assert answer.context["form"]["title"].value() == form["title"]


def test_changing_from_an_old_form_is_a_conflict(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    form = {"title": "Een", "kind": "team", "owner": cast.dgsc.pk, "version": 1}
    assert client.post(url("change", cast.dossier), form).status_code == 302
    assert client.post(url("change", cast.dossier), form | {"title": "Twee"}).status_code == 409
    assert Dossier.objects.get(pk=cast.dossier.pk).title == "Een"


def test_closing_offers_to_open_again(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    client.post(url("close", cast.dossier))
    assert Dossier.objects.get(pk=cast.dossier.pk).closed_by == cast.lead
    assert url("reopen", cast.dossier) in client.get(url("detail", cast.dossier)).content.decode()
    client.post(url("reopen", cast.dossier))
    assert Dossier.objects.get(pk=cast.dossier.pk).closed_at is None


def test_naming_by_address_and_ending(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    form = {"user": "Stranger@example.gov", "function": "reader"}
    assert client.post(url("part_add", cast.dossier), form).status_code == 302
    part = DossierAccess.objects.get(user=cast.stranger)
    assert client.post(reverse("dossiers:part_end", args=[part.pk])).status_code == 302
    part.refresh_from_db()
    assert part.until is not None


@pytest.mark.parametrize(
    "form",
    [
        {"function": "reader"},
        {"function": "reader", "user": "nobody@example.gov"},
        {"function": "boss", "user": "stranger@example.gov"},
        {"function": "reader", "user": "stranger@example.gov", "until": "31-02-2020"},
        {"function": "reader", "user": "stranger@example.gov", "until": "0000-00-00T00:00"},
    ],
)
def test_naming_nobody_changes_nothing(cast: Cast, sign_in: SignIn, form: dict[str, str]) -> None:
    before = DossierAccess.objects.count()
    answer = sign_in(cast.lead).post(url("part_add", cast.dossier), form)
    assert (answer.status_code, DossierAccess.objects.count()) == (422, before)


def test_classifying_says_that_state_secrets_are_refused(cast: Cast, sign_in: SignIn) -> None:
    page = sign_in(cast.coordinator).get(url("classify", cast.dossier))
    assert "Stg." in page.content.decode()


def test_classifying_needs_a_reason(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.coordinator)
    form = {"classification": 1, "reason": "", "version": 1}
    assert client.post(url("classify", cast.dossier), form).status_code == 422
    form["reason"] = "Kabinetsberaad"
    assert client.post(url("classify", cast.dossier), form).status_code == 302
    changed = Dossier.objects.get(pk=cast.dossier.pk)
    assert (changed.classification, changed.restricted) == (Classification.DEPARTMENTAL, True)


def test_breaking_the_glass_opens_the_dossier(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.administrator)
    assert client.get(url("detail", cast.dossier)).status_code == 404
    form = {"number": "2020-0001", "reason": "De rechten van MLT3 staan verkeerd."}
    assert client.post(reverse("dossiers:glass"), form).status_code == 302
    assert client.get(url("detail", cast.dossier)).status_code == 200
    DossierAccess.objects.filter(via="break_glass").update(
        since=MONDAY, until=timezone.now() - timedelta(seconds=1)
    )
    assert client.get(url("detail", cast.dossier)).status_code == 404


@pytest.mark.parametrize("number", ["", "2020-9999", "x", "2020-0001\0"])
def test_an_unknown_number_is_a_sentence(cast: Cast, sign_in: SignIn, number: str) -> None:
    form = {"number": number, "reason": "De rechten van MLT3 staan verkeerd."}
    answer = sign_in(cast.administrator).post(reverse("dossiers:glass"), form)
    assert (answer.status_code, "number" in answer.context["form"].errors) == (422, True)


def test_reading_a_classified_dossier_is_recorded(cast: Cast, sign_in: SignIn) -> None:
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.coordinator,
        function=Function.READER,
        by=None,
        at=MONDAY,
    )
    sign_in(cast.coordinator).get(url("detail", cast.secret_dossier))
    event = AuditEvent.objects.get(stream="reads")
    assert event.actor == f"user:{cast.coordinator.pk}"


def test_a_dossier_reads_as_it_was(cast: Cast, sign_in: SignIn) -> None:
    change_dossier(
        dossier=cast.dossier,
        version=1,
        title="Een andere naam",
        kind="team",
        owner=cast.dgsc,
        primacy=None,
        by=cast.lead,
        at=MONDAY + timedelta(days=2),
    )
    client = sign_in(cast.lead)
    page = client.get(url("detail", cast.dossier) + "?op=2020-11-03T15:00")
    assert page.context["shown"].title == "Kwetsbare groepen"
    assert "Een andere naam" not in page.content.decode()
    before = client.get(url("detail", cast.dossier) + "?op=2020-01-01T00:00")
    assert before.context["shown"] is None


@pytest.mark.parametrize("op", ["gisteren", "2020-02-30T10:00", "9999-01-01T00:00", "0000", "%00"])
def test_a_moment_that_is_none_is_refused(cast: Cast, sign_in: SignIn, op: str) -> None:
    answer = sign_in(cast.lead).get(url("detail", cast.dossier) + f"?op={op}")
    assert answer.status_code == 422


def test_two_who_change_a_dossier_at_once_see_both_texts(cast: Cast, sign_in: SignIn) -> None:
    form = {"kind": "theme", "owner": cast.dgsc.pk, "primacy": "", "version": 1}
    browser, address = sign_in(cast.lead), f"/dossiers/{cast.dossier.pk}/wijzigen/"
    first = browser.post(address, {**form, "title": "Eerst"})
    late = browser.post(address, {**form, "title": "Laat"})

    assert (first.status_code, late.status_code) == (302, 409)
    assert late.context["form"].clashes == [("Titel", "Eerst", "Laat")]
    assert 'name="version" value="2"' in late.content.decode()


def test_two_who_classify_at_once_see_both(cast: Cast, sign_in: SignIn) -> None:
    form = {"classification": "0", "reason": "Afspraak in de stuurgroep", "version": 1}
    browser, address = sign_in(cast.lead), f"/dossiers/{cast.dossier.pk}/rubricering/"
    browser.post(address, {**form, "embargo_until": "2020-12-01T09:00"})
    late = browser.post(address, {**form, "restricted": "on", "embargo_until": "2020-12-01T09:00"})

    assert late.status_code == 409
    [clash] = late.context["form"].clashes
    assert clash[1:] == ("nee", "ja")
