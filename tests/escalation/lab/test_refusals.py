"""What cannot be reckoned is refused with a sentence; what was typed stands there still."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.kit.refusals import Refusal
from escalation.lab.models import ProcessVariant, Replay, Sweep, Variant
from escalation.regions.models import Observation

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db

SPAN = {"first": str(FIRST), "last": str(LAST), "known_at": "", "flip_weeks": "2", "process": ""}
GRID = {
    "which": "all", "lowest": "60", "highest": "120", "step": "5", "windows": "7",
    "weeks_up": "1", "weeks_down": "1, 2", "hysteresis": "0, 10",
}  # fmt: skip
BOUNDS = {
    f"levels/{rank}/positive_tests": bound
    for rank, bound in enumerate(("0", "50", "150", "250"), 1)
}
VARIANT = {
    "name": "Geprobeerd", "combination": "worst", "window": "trailing", "window_days": "7",
    "weeks_up": "1", "weeks_down": "1", "hysteresis": "0", **BOUNDS,
}  # fmt: skip
RULE = {"direction": "up", "most_steps": "1", "highest": "3", "settler": "region", "hours": "24"}
PROCESS = {"name": "Regio", **{f"rules/1/{name}": value for name, value in RULE.items()}}

TOMORROW = timezone.now() + timedelta(days=1)
SPANS = [
    ({"first": str(LAST), "last": str(FIRST)}, "De periode eindigt voordat zij begint."),
    ({"first": "2019-01-01", "last": "2019-03-01"}, "In deze periode zijn er geen cijfers van"),
    ({"first": "2017-01-01"}, "Een periode telt hoogstens 1.100 dagen."),
    ({"flip_weeks": "-3"}, "Kies een aantal weken van 1 tot en met 26."),
    ({"flip_weeks": "27"}, "Kies een aantal weken van 1 tot en met 26."),
    ({"known_at": "2020-09-01T10:00"}, "Van positive_tests was toen nog geen cijfer bekend"),
    ({"known_at": f"{TOMORROW:%Y-%m-%d}T23:59"}, "Cijfers kunnen niet later bekend zijn dan nu."),
]
GRIDS = [
    ({"lowest": "", "highest": "", "step": ""}, "Dit veld is vereist."),
    ({"windows": ""}, "Zeg welke dagen tellen"),
    ({"weeks_up": ","}, "Dit veld is vereist."),
    ({"lowest": "0", "highest": "100", "step": "0,01", "hysteresis": "0, 5"}, "40.004 punten"),
    ({"lowest": "0", "highest": "99999999", "step": "0.01"}, "hoogstens 10.000"),
    ({"step": "0"}, "Een stap is meer dan 0."),
    ({"step": "-5"}, "Een stap is meer dan 0."),
    ({"lowest": "120", "highest": "60"}, "Het bereik eindigt lager dan het begint."),
    ({"lowest": "-20"}, "Een drempel is 0 of meer."),
    ({"weeks_down": "-1"}, "Schrijf hele getallen van 1 tot en met"),
    ({"hysteresis": "0, tien"}, "Schrijf hele getallen van 0 tot en met"),
    ({"which": "positive_tests/2", "lowest": "100", "highest": "200"}, "Bij 200"),
]
VARIANTS = [
    ({"levels/2/positive_tests": "160"}, "levels/3"),
    ({"levels/3/positive_tests": ""}, "__all__"),
    ({"levels/2/positive_tests": "-5"}, "levels/2"),
    ({"window_days": "0"}, "window_days"),
    ({"weeks_down": "-1"}, "weeks_down"),
    ({"hysteresis": "101"}, "hysteresis"),
    ({"hysteresis": "70"}, "hysteresis"),
    ({"name": " "}, "name"),
]
PROCESSES = [
    ({"rules/1/hours": ""}, "Vul de hele regel in, of laat hem helemaal leeg."),
    ({"rules/1/hours": "-1"}, "Geef een aantal uren van 1 tot en met 720."),
    ({"minister_hours": "0"}, "Geef een aantal uren van 1 tot en met 720."),
    ({"rules/1/highest": "12"}, "Een niveau heeft een nummer van 1 tot en met 9."),
    ({f"rules/1/{name}": "" for name in RULE}, "regel"),
]


@pytest.fixture
def browser(sign_in: Callable[..., Client], setting: Setting) -> Client:
    return sign_in(setting.coordinator)


def refused(browser: Client, url: str, typed: dict[str, Any]) -> str:
    """The page that comes back: with all that was typed, and nothing was made."""
    answer = browser.post(url, typed)
    assert answer.status_code == 422, answer.status_code
    form = answer.context["form"]
    assert {name: form[name].value() for name in typed} == typed
    for noun in (Replay, Sweep, Variant, ProcessVariant):
        assert not noun._default_manager.exists()
    return str(answer.content.decode())


@pytest.mark.parametrize(("wrong", "sentence"), SPANS)
def test_a_span_of_which_nothing_can_be_said(
    setting: Setting, browser: Client, wrong: dict[str, str], sentence: str
) -> None:
    """In the form of a replay and of a sweep alike."""
    for name, typed in (("replay_ladder", SPAN), ("sweep_new", SPAN | GRID)):
        url = reverse(f"lab:{name}", args=[setting.ladder.pk])
        assert sentence in refused(browser, url, typed | wrong)


@pytest.mark.parametrize(("wrong", "sentence"), GRIDS)
def test_a_grid_that_is_none(
    setting: Setting, browser: Client, wrong: dict[str, str], sentence: str
) -> None:
    url = reverse("lab:sweep_new", args=[setting.ladder.pk])
    assert sentence in refused(browser, url, SPAN | GRID | wrong)


@pytest.mark.parametrize(("wrong", "field"), VARIANTS)
def test_a_variant_that_is_no_ladder(
    setting: Setting, browser: Client, wrong: dict[str, str], field: str
) -> None:
    url = reverse("lab:variant_new", args=[setting.ladder.pk])
    answer = browser.post(url, VARIANT | wrong)
    errors = answer.context["form"].errors
    assert any(field in name for name in errors), errors
    refused(browser, url, VARIANT | wrong)


@pytest.mark.parametrize(("wrong", "sentence"), PROCESSES)
def test_a_process_that_settles_nothing(
    setting: Setting, browser: Client, wrong: dict[str, str], sentence: str
) -> None:
    url = reverse("lab:process_new", args=[setting.ladder.pk])
    assert sentence in refused(browser, url, PROCESS | wrong)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lowest": "120", "highest": "60"}, "highest"),
        ({"step": "0.00"}, "step"),
        ({"lowest": "0", "highest": "99999999", "step": "0.01"}, "step"),
        ({"windows": []}, "windows"),
        ({"weeks_down": [-1]}, "weeks_down"),
    ],
)
def test_the_same_is_refused_over_the_api(
    setting: Setting, browser: Client, wrong: dict[str, Any], field: str
) -> None:
    grid = {"lowest": "60", "highest": "120", "step": "5", "windows": [7], "weeks_up": [1],
            "weeks_down": [1], "hysteresis": [0], **wrong}  # fmt: skip
    asked = {"first": str(FIRST), "last": str(LAST), "ladder": str(setting.ladder.pk), "grid": grid}
    answer = browser.post("/api/v1/sweeps", asked, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert field in answer.content.decode()
    assert not Sweep.objects.exists()


def test_days_between_two_imports_are_refused(setting: Setting) -> None:
    """Figures before and after are no figures of the span itself."""
    hole = LAST - timedelta(days=20), LAST - timedelta(days=3)
    Observation.objects.filter(day__range=(hole[0] - timedelta(days=7), hole[1])).delete()
    with pytest.raises(Refusal, match="geen cijfers"):
        setting.replay(first=hole[0], last=hole[1])
    assert setting.replay(first=hole[0], last=LAST, known_at=KNOWN).is_done
