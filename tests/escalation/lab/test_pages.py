"""The pages of the lab: what they say, and that more rows cost no more questions."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Classification, Dossier
from coordination.people.models import Role, User
from escalation.lab.models import Replay, Sweep
from escalation.lab.queries.grids import Grid
from escalation.lab.replaying.process import Settling
from escalation.lab.services.asking import ask_replay, ask_sweep
from escalation.lab.services.processes import ProcessFacts, make_process
from escalation.lab.services.spans import SpanFacts
from escalation.ladder.models import Ladder

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db

Counted = Callable[[int], Any]
SPAN = SpanFacts(FIRST, LAST)


@pytest.fixture
def browser(sign_in: Callable[..., Client], setting: Setting) -> Client:
    return sign_in(setting.coordinator)


def costs(browser: Client, counted: Counted, expected: dict[str, int]) -> None:
    """Each page asks as often as is said, once the browser is warm."""
    for page in expected:
        browser.get(page)
    for page, number in expected.items():
        with counted(number):
            assert browser.get(page).status_code == 200


def fill(setting: Setting, number: int) -> Replay:
    """One more of everything."""
    process = make_process(
        dossier=setting.ladder.dossier,
        facts=ProcessFacts(f"Proces {number}", "", 72, (Settling("up", 1, 2, "region", 24),)),
        by=setting.coordinator,
        at=KNOWN,
    )
    grid = Grid("positive_tests/2", Decimal(45), Decimal(55), Decimal(5))
    ask_sweep(ladder=setting.ladder, grid=grid, facts=SPAN, by=setting.coordinator, at=KNOWN)
    return setting.replay(setting.variant("45"), process=process)


def test_lists_and_forms_cost_the_same_with_one_and_three_rows(
    setting: Setting, browser: Client, django_assert_num_queries: Counted
) -> None:
    replay = fill(setting, 1)
    assert replay.variant is not None
    ladder, variant = [setting.ladder.pk], [replay.variant.pk]
    expected = {
        reverse("lab:variants"): 6,
        reverse("lab:variant", args=variant): 12,
        reverse("lab:variant_new", args=ladder): 10,
        reverse("lab:variant_edit", args=variant): 11,
        reverse("lab:replays"): 5,
        reverse("lab:replay_ladder", args=ladder): 11,
        reverse("lab:replay_variant", args=variant): 11,
        reverse("lab:replay_draft", args=[replay.pk]): 6,
        reverse("lab:sweeps"): 5,
        reverse("lab:sweep_new", args=ladder): 12,
        reverse("lab:processes"): 7,
        reverse("lab:process_new", args=ladder): 6,
    }
    costs(browser, django_assert_num_queries, expected)
    for number in (2, 3):
        fill(setting, number)
    costs(browser, django_assert_num_queries, expected)


def test_what_came_of_it_costs_the_same_however_much_is_beside_it(
    setting: Setting, published: dict[str, Ladder], browser: Client, django_assert_num_queries: Any
) -> None:
    one = fill(setting, 1)
    by = setting.coordinator
    two = ask_replay(ladder=published["v1"], variant=None, facts=SPAN, by=by, at=KNOWN)
    sweep = ask_sweep(
        ladder=setting.ladder,
        grid=Grid("positive_tests/2", Decimal(45), Decimal(55), Decimal(5)),
        facts=SPAN, by=by, at=KNOWN,
    )  # fmt: skip
    expected = {
        one.get_absolute_url(): 8,
        reverse("lab:replay_check", args=[one.pk]): 11,
        reverse("lab:replay_beside", args=[one.pk, two.pk]): 11,
        sweep.get_absolute_url(): 5,
    }
    costs(browser, django_assert_num_queries, expected)
    for number in (2, 3):
        fill(setting, number)
    costs(browser, django_assert_num_queries, expected)


def test_a_replay_says_of_each_change_when_it_holds(setting: Setting, browser: Client) -> None:
    page = browser.get(fill(setting, 1).get_absolute_url()).content.decode()
    assert "Met Proces 1 gaan 2 wisselingen naar bewindspersonen" in page
    assert "Elke wisseling van cijfer tot van kracht" in page
    assert "22 oktober 2020" in page


def test_what_was_in_force_is_asked_with_a_tick(setting: Setting, browser: Client) -> None:
    span = {"first": str(FIRST), "last": str(LAST), "flip_weeks": "2", "in_force": "on"}
    browser.post(reverse("lab:replay_ladder", args=[setting.ladder.pk]), span)
    replay = Replay.objects.get()
    page = browser.get(replay.get_absolute_url()).content.decode()
    assert "Wat van kracht was" in page
    assert "v1b: 13 oktober 2020 – 30 november 2020" in page


def test_what_is_printed_of_a_classified_dossier_says_so_on_every_page(
    setting: Setting, browser: Client
) -> None:
    one = fill(setting, 1)
    two = fill(setting, 2)
    Dossier.objects.filter(pk=setting.ladder.dossier_id).update(
        classification=Classification.DEPARTMENTAL, restricted=True
    )
    sweep = Sweep.objects.first()
    assert sweep is not None
    assert one.process is not None
    for address in (
        sweep.get_absolute_url(),
        reverse("lab:replay_check", args=[one.pk]),
        reverse("lab:replay_beside", args=[one.pk, two.pk]),
        reverse("lab:process", args=[one.process.pk]),
    ):
        page = browser.get(address).content.decode()
        assert re.search('class="print-mark".*<span>departementaal', page, re.I), address


def test_the_points_of_a_sweep_are_printed_on_their_side(setting: Setting, browser: Client) -> None:
    """Twelve columns do not fit on a page that stands."""
    fill(setting, 1)
    sweep = Sweep.objects.first()
    assert sweep is not None
    assert "print-landscape" in browser.get(sweep.get_absolute_url()).content.decode()


def test_a_draft_is_offered_to_who_may_make_it_only(
    setting: Setting, sign_in: Callable[..., Client], make_user: Callable[..., User]
) -> None:
    replay = setting.replay(setting.variant("45"))
    draft = reverse("lab:replay_draft", args=[replay.pk])
    other = make_user("other coordinator", setting.cast.vws, Role.COORDINATOR)
    for who, status in ((setting.coordinator, 200), (other, 403)):
        client = sign_in(who)
        shown = client.get(replay.get_absolute_url())
        assert (shown.status_code, draft in shown.content.decode()) == (200, status == 200)
        assert client.get(draft).status_code == status
