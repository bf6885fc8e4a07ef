"""Saved views: a list with its filters under a name, counted, shared, and honest when it ages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.actions.models import ActionPoint
from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.dossiers.models import Classification, Dossier
from coordination.kit.capped import CAP
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.holdings import erase_traces
from coordination.people.models import Body, Organisation, SavedView, User
from coordination.people.queries.saved_views import view_rows, views_for
from coordination.people.services import saved_views as services
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]


def save(user: User, name: str = "Van VWS", query: str = "owner=VWS", **more: Any) -> SavedView:
    facts = {"place": "actions", "at": MONDAY, **more}
    return services.save_view(name=name, query=query, by=user, **facts)


def add_points(cast: Cast, owner: Organisation, number: int) -> None:
    for serial in range(number):
        add_action_point(
            dossier=cast.dossier,
            body=cast.body,
            text=f"Punt {serial}",
            owner=Owner(owner),
            term=Term((MONDAY + timedelta(days=3)).date()),
            by=cast.secretary,
            at=MONDAY,
        )


def rows_of(user: User) -> list[tuple[str, str, int]]:
    rows = view_rows(user, views_for(user), now=MONDAY)
    return [(row.view.name, row.count, len(row.faults)) for row in rows]


def test_a_view_is_counted_by_what_its_reader_may_see(cast: Cast) -> None:
    add_points(cast, cast.vws, 2)
    save(cast.lead, shared=True)
    assert rows_of(cast.lead) == [("Van VWS", "2", 0)]
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    assert rows_of(cast.lead) == [("Van VWS", "0", 0)]


def test_counting_stops_at_ninety_nine(cast: Cast) -> None:
    add_points(cast, cast.vws, 1)
    save(cast.lead, query="")
    first = ActionPoint.objects.get()
    ActionPoint.objects.bulk_create(
        ActionPoint(
            **{
                field.attname: getattr(first, field.attname)
                for field in ActionPoint._meta.concrete_fields
                if field.name not in {"id", "serial"}
            },
            serial=serial,
        )
        for serial in range(2, CAP + 2)
    )
    assert rows_of(cast.lead) == [("Van VWS", "99+", 0)]


def test_only_what_is_shared_is_seen_by_colleagues_and_by_nobody_elsewhere(cast: Cast) -> None:
    save(cast.lead, "Eigen")
    save(cast.lead, "Van ons", shared=True)
    assert rows_of(cast.secretary) == [("Van ons", "0", 0)]
    assert rows_of(cast.vws_officer) == []
    assert [name for name, _count, _faults in rows_of(cast.lead)] == ["Eigen", "Van ons"]


def test_a_list_she_may_not_read_is_refused_and_not_shown(cast: Cast) -> None:
    save(cast.lead, shared=True)
    administrator = User.objects.get(pk=cast.administrator.pk)
    with pytest.raises(Refusal):
        save(administrator)
    assert rows_of(administrator) == []
    with pytest.raises(Refusal):
        save(cast.lead, place="nowhere")


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Van VWS"])
def test_a_name_is_given_once_and_is_no_nonsense(cast: Cast, name: str) -> None:
    save(cast.lead)
    with pytest.raises(Refusal):
        save(cast.lead, name)
    assert SavedView.objects.count() == 1


def test_a_view_is_changed_and_removed_by_its_owner_alone(cast: Cast) -> None:
    view = save(cast.lead, shared=True)
    with pytest.raises(NotAllowed):
        services.change_view(view=view, name="Anders", shared=True, by=cast.secretary, at=MONDAY)
    with pytest.raises(NotAllowed):
        services.remove_view(view=view, by=cast.secretary, at=MONDAY)
    services.change_view(view=view, name="Anders", shared=False, by=cast.lead, at=MONDAY)
    assert rows_of(cast.secretary) == []
    services.remove_view(view=view, by=cast.lead, at=MONDAY)
    assert rows_of(cast.lead) == []
    services.restore_view(view=view, by=cast.lead, at=MONDAY)
    assert rows_of(cast.lead) == [("Anders", "0", 0)]


def test_a_removed_view_does_not_come_back_over_another_of_its_name(cast: Cast) -> None:
    view = save(cast.lead)
    services.remove_view(view=view, by=cast.lead, at=MONDAY)
    save(cast.lead)
    with pytest.raises(Refusal, match="naam"):
        services.restore_view(view=view, by=cast.lead, at=MONDAY)


def test_a_view_says_what_in_it_is_gone(cast: Cast) -> None:
    save(cast.lead, "Gremium", f"body={cast.body.code}")
    save(cast.lead, "Organisatie", "owner=vws")
    save(cast.lead, "Dossier", f"dossier={cast.dossier.number}")
    assert {faults for _name, _count, faults in rows_of(cast.lead)} == {0}
    Body.objects.filter(pk=cast.body.pk).update(code="MLT9")
    Organisation.objects.filter(pk=cast.vws.pk).update(code="VWS2")
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    assert rows_of(cast.lead) == [("Dossier", "", 1), ("Gremium", "", 1), ("Organisatie", "", 1)]


def test_a_filter_that_the_list_does_not_know_any_more_is_said(cast: Cast) -> None:
    view = save(cast.lead, query="kind=action&nonsense=1&pagina=3")
    assert view.query == "kind=action"
    SavedView.objects.update(query="kind=errand")
    (row,) = view_rows(cast.lead, views_for(cast.lead), now=MONDAY)
    assert row.faults == ("Een deel van dit filter wordt niet meer begrepen.",)


@pytest.mark.parametrize(
    ("place", "query"),
    [
        ("actions", "owner=VWS&mine=1"),
        ("decisions", "body=MLT3&result=adopted"),
        ("due", "organisatie=VWS&van=ons"),
        ("dossiers", "soort=theme&eigenaar=VWS"),
    ],
)
def test_every_list_offers_and_opens_its_views(
    cast: Cast, sign_in: SignIn, place: str, query: str
) -> None:
    view = save(cast.lead, query=query, place=place)
    client = sign_in(cast.lead)
    (row,) = view_rows(cast.lead, [view], now=MONDAY)
    page = client.get(row.url)
    assert page.status_code == 200
    # the filters of the page lead back to the very same view
    here = page.text.split(reverse("people:views_of", args=[place]))[1].split('"')[0]
    shown = client.get(reverse("people:views_of", args=[place]) + here.replace("&amp;", "&"))
    assert 'aria-current="page"' in shown.text


def test_a_view_is_saved_renamed_removed_and_back_on_the_pages(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    form = client.get(reverse("people:view_save") + "?lijst=actions&owner=VWS")
    assert form.context["form"].initial == {"place": "actions", "query": "owner=VWS"}
    sent = {"place": "actions", "query": "owner=VWS", "name": "Van VWS", "shared": "on"}
    client.post(reverse("people:view_save"), sent)
    view = SavedView.objects.get()
    assert view.organisation == cast.dgsc
    assert "Van VWS" in client.get("/").text
    counted = client.get(reverse("people:views_counted")).text
    assert '<span class="count">0</span>' in counted
    client.post(reverse("people:view_edit", args=[view.pk]), {**sent, "name": "Zorg"})
    client.post(reverse("people:view_remove", args=[view.pk]))
    assert "Zorg" not in client.get(reverse("people:views")).text.split("<main")[1].split("<h1")[1]
    client.post(reverse("people:view_restore", args=[view.pk]))
    assert "Zorg" in client.get(reverse("people:views")).text
    refused = client.post(reverse("people:view_save"), {**sent, "name": "Zorg"})
    assert refused.status_code == 422
    assert 'value="Zorg"' in refused.text


def test_counts_cost_the_same_for_one_view_and_for_three(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.lead)
    asked = []
    for number in (1, 2, 3):
        save(cast.lead, f"Weergave {number}", f"owner=VWS&body=MLT3&dossier={cast.dossier.number}")
        if number in (1, 3):
            client.get(reverse("people:views"))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("people:views"))
            asked.append(len(queries))
    assert asked == [10, 10]


def test_views_of_who_is_erased_are_gone(cast: Cast) -> None:
    save(cast.lead, shared=True)
    erase_traces(user=cast.lead, pseudonym="Persoon 1")
    assert SavedView.objects.count() == 0
