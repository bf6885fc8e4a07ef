"""The end of a team: what it leaves open goes to somebody, and nothing is planned beyond it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.actions.terms import Owner
from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.holdings import held_by
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import FIRST_DAY, LAST_DAY, Crew
from workgroups.planning.facts import LineFacts, MilestoneFacts, ProductFacts
from workgroups.planning.models import ActionLine, Milestone, Product
from workgroups.planning.services import (
    add_line,
    add_milestone,
    add_product,
    change_product,
    deliver_product,
    move_milestone,
)
from workgroups.planning.services.saving import IsDone
from workgroups.teams.models import Horizon, Team
from workgroups.teams.services import Facts, change_team, wind_up_team

from .conftest import span

MakeProduct = Callable[..., Product]


@pytest.fixture
def own(line: ActionLine, crew: Crew, cast: Cast, now: datetime) -> Product:
    """A product that the organisation of the team itself has in hand, for November."""
    facts, milestone = ProductFacts("Kader", Owner(cast.dgsc)), MilestoneFacts(span=span("nov"))
    return add_product(line=line, facts=facts, milestone=milestone, by=crew.secretary, at=now)


@pytest.fixture
def end(crew: Crew, cast: Cast, decision: Decision, now: datetime) -> Callable[[], Team]:
    """The team is wound up; the officer of SZW takes over."""

    def end() -> Team:
        team, to = Team.objects.get(pk=crew.team.pk), Owner(cast.szw, cast.szw_officer)
        deed: dict[str, Any] = {"version": team.version, "by": crew.lead, "at": now}
        return wind_up_team(team=team, decision=decision, to=to, **deed)

    return end


def test_what_the_team_has_in_hand_is_handed_over_and_what_ministries_have_stays(
    own: Product, make_product: MakeProduct, crew: Crew, cast: Cast, now: datetime, end: Any
) -> None:
    theirs = make_product("Beslisboom")
    end()
    own.refresh_from_db()
    theirs.refresh_from_db()
    assert own.owner == Owner(cast.szw, cast.szw_officer)
    assert theirs.owner == Owner(cast.vws)
    assert own.history.count() == 2


def test_what_was_delivered_keeps_its_owner(own: Product, crew: Crew, cast: Cast, end: Any) -> None:
    deliver_product(product=own, version=1, by=crew.secretary, at=own.history.get().history_date)
    end()
    own.refresh_from_db()
    assert own.owner == Owner(cast.dgsc)


def test_who_takes_over_moves_it_past_the_end_and_delivers_it_and_nothing_new_is_planned(
    own: Product, line: ActionLine, crew: Crew, cast: Cast, now: datetime, end: Any
) -> None:
    deed: dict[str, Any] = {"by": cast.szw_officer, "at": now}
    end()
    milestone = Milestone.objects.select_related("product__line__team").get(product=own)
    later = MilestoneFacts(span=span("15-02-2021"))
    move_milestone(milestone=milestone, facts=later, reason="Overdracht", version=1, **deed)
    product = Product.objects.select_related("line__team").get(pk=own.pk)
    assert deliver_product(product=product, version=2, **deed).state == "delivered"
    with pytest.raises(IsDone):
        add_line(team=crew.team, facts=LineFacts(2, "Nieuw"), **deed)
    with pytest.raises(NotAllowed):
        add_line(team=crew.team, facts=LineFacts(2, "Nieuw"), by=crew.member, at=now)


def test_the_page_names_what_is_left_open_and_what_stays_where_it_is(
    make_product: MakeProduct, own: Product, crew: Crew, sign_in: Callable[[User], Client]
) -> None:
    make_product("Beslisboom")
    page = sign_in(crew.lead).get(reverse("teams:wind_up", args=[crew.team.pk])).content.decode()
    assert f'<a href="{own.get_absolute_url()}">Kader (DGSC-19)</a>' in page
    assert page.index("Kader (DGSC-19)") < page.index("Beslisboom (blijft bij VWS)</a>")


def facts(cast: Cast, starts_on: date = FIRST_DAY, ends_on: date = LAST_DAY) -> Facts:
    return Facts("Kwetsbare groepen", Horizon.MEDIUM, cast.vws, starts_on, ends_on)


@pytest.mark.parametrize(
    ("term", "field"),
    [
        ({"ends_on": date(2020, 11, 29)}, "ends_on"),
        ({"starts_on": date(2020, 12, 1)}, "starts_on"),
    ],
)
def test_a_team_does_not_end_before_its_milestones_nor_start_after_them(
    own: Product, crew: Crew, cast: Cast, now: datetime, term: dict[str, date], field: str
) -> None:
    deed: dict[str, Any] = {"team": crew.team, "version": 1, "by": crew.lead, "at": now}
    with pytest.raises(Refusal) as refused:
        change_team(facts=facts(cast, **term), **deed)
    assert (refused.value.field, "Kader" in str(refused.value.sentence)) == (field, True)
    crew.team.refresh_from_db()
    assert (crew.team.starts_on, crew.team.ends_on) == (FIRST_DAY, LAST_DAY)


def test_a_milestone_that_was_reached_does_not_hold_the_end(
    own: Product, crew: Crew, cast: Cast, now: datetime
) -> None:
    deliver_product(product=own, version=1, by=crew.secretary, at=now)
    deed: dict[str, Any] = {"team": crew.team, "version": 1, "by": crew.lead, "at": now}
    ended = change_team(facts=facts(cast, ends_on=date(2020, 11, 29)), **deed)
    assert ended.ends_on == date(2020, 11, 29)


def test_words_that_run_past_the_end_keep_the_days_that_are_left(
    own: Product, crew: Crew, now: datetime
) -> None:
    deed: dict[str, Any] = {"product": own, "by": crew.secretary, "at": now}
    made = add_milestone(facts=MilestoneFacts("Eindproduct", span("dec/jan")), **deed)
    assert (made.due_words, made.starts_on, made.due_on) == ("dec/jan", date(2020, 12, 1), LAST_DAY)
    for beyond in ("feb", "30-01-2021"):
        with pytest.raises(Refusal):
            add_milestone(facts=MilestoneFacts("Later", span(beyond)), **deed)


def test_what_a_leaver_has_in_hand_is_told_and_goes_to_somebody_else(
    make_product: MakeProduct, own: Product, crew: Crew, cast: Cast, now: datetime, sign_in: Any
) -> None:
    hers = make_product("Beslisboom", "")
    done = make_product("Gedaan", "")
    for product in (hers, done):
        facts = replace(ProductFacts.of(product), owner=Owner(cast.vws, crew.member))
        deed: dict[str, Any] = {"by": crew.secretary, "at": now}
        change_product(product=product, facts=facts, version=1, **deed)
    deliver_product(product=done, version=2, **deed)
    (pile,) = [one for one in held_by(crew.member, reader=crew.member) if one.name == "planning"]
    assert ([one.title for one in pile.held], pile.can_hand_over) == (["MLT3 Beslisboom"], True)
    address = reverse("people:account_hand_over", args=[crew.member.pk, "planning"])
    answer = sign_in(cast.administrator).post(address, {"to": cast.szw_officer.email})
    assert answer.status_code == 302
    owners = {one.title: one.owner for one in Product.objects.all()}
    assert owners == {
        "Beslisboom": Owner(cast.szw, cast.szw_officer),
        "Gedaan": Owner(cast.vws, crew.member),
        "Kader": Owner(cast.dgsc),
    }
    event = AuditEvent.objects.filter(action="planning.handed_over_all").get()
    assert AuditEvent.objects.filter(deed=event.deed).count() == 2


def test_who_opens_a_form_of_a_team_that_is_over_is_told_before_she_types(
    line: ActionLine, crew: Crew, cast: Cast, end: Any, sign_in: Callable[[User], Client]
) -> None:
    """What she typed while it ended stays in the form."""
    place = crew.team.members.get(person=crew.member)
    end()
    client, pk = sign_in(cast.secretary), [crew.team.pk]
    grant_access(
        dossier=cast.dossier,
        to=cast.secretary,
        function=Function.LEAD,
        by=cast.coordinator,
        at=timezone.now(),
    )
    addresses = [reverse("planning:line_edit", args=[line.pk])]
    addresses += [
        reverse(f"planning:{name}", args=pk)
        for name in ("line_new", "product_new", "estimate_new", "import_new")
    ]
    addresses += [
        reverse(f"teams:{name}", args=pk)
        for name in ("member_new", "edit", "step", "wind_up", "track_new", "request_new")
    ]
    addresses += [reverse("teams:member_edit", args=[place.pk])]
    told = [client.get(address) for address in addresses]
    assert {answer.status_code for answer in told} == {409}
    assert all("Dit team is afgerond" in answer.content.decode() for answer in told)
    sent = {"name": "Techniek en backoffice", "about": "Meetnet en pompen"}
    late = client.post(reverse("teams:track_new", args=pk), sent)
    assert (late.status_code, 'value="Techniek en backoffice"' in late.content.decode()) == (
        422,
        True,
    )
