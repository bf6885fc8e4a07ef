"""The page of who leads: the clock, the figures, the injects, and what is being done."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import ClockForm, ScenarioForm, StartForm, scenario_start
from ..models import Exercise
from ..permissions import can_start
from ..queries.acting import acts_lately
from ..queries.lists import exercise_of, injects_of, last_setting
from ..queries.looking_back import look_back as query_back
from ..services.clock import set_clock
from ..services.figures import set_scenario
from ..services.starting import start_exercise
from .base import led, only_in_exercise

SPEEDS = (0, 1, 10, 60, 240)
STEPS = (1, 6, 24)
"""Hours forward, a button each."""


@may("exercise.read")
@require_safe
def exercise(request: SignedInRequest) -> HttpResponse:
    """For who leads one its controls; for others whether one goes on, and how one begins."""
    leads = settings.EXERCISE and request.user.may("exercise.lead")
    found = exercise_of(request.user) if leads else None
    if found is not None:
        return _controls(request, found)
    context = {
        "on": settings.EXERCISE,
        "form": StartForm(initial={"owner": request.user.organisation_id})
        if settings.EXERCISE and can_start(request.user)
        else None,
    }
    return render(request, "escalation/exercise/start.html", context)


@may("exercise.lead")
@require_POST
@only_in_exercise
def start(request: SignedInRequest) -> HttpResponse:
    """An exercise with a dossier of its own."""
    form = StartForm(request.POST)
    if form.is_valid():
        made = attempt(
            form,
            lambda: start_exercise(**form.cleaned_data, by=request.user, at=clock.now()),
        )
        if made:
            return done(request, made.get_absolute_url(), _("The exercise has begun."))
    context = {"on": True, "form": form}
    return render(request, "escalation/exercise/start.html", context, status=422)


@may("exercise.lead")
@require_POST
@only_in_exercise
def clock_set(request: SignedInRequest) -> HttpResponse:
    """The story at another moment, or faster, slower, standing still."""
    found = led(request.user)
    form = ClockForm(request.POST)
    if form.is_valid():
        setting = form.setting(clock.now())
        made = attempt(
            form,
            lambda: set_clock(exercise=found, **setting, by=request.user, at=clock.now()),
        )
        if made:
            sentence = _("The clock is set; it takes hold within two seconds.")
            return done(request, found.get_absolute_url(), sentence)
    return _controls(request, found, form)


@may("exercise.lead")
@require_safe
@only_in_exercise
def clock_stands(request: SignedInRequest) -> HttpResponse:
    """Where the story stands, asked for every few seconds by the page of who leads."""
    led(request.user)
    return render(request, "escalation/exercise/_clock.html", _clock())


@may("exercise.lead")
@require_http_methods(["GET", "HEAD", "POST"])
@only_in_exercise
def scenario(request: SignedInRequest) -> HttpResponse:
    """The figures of the exercise: made once, they come in as the story goes on."""
    found = led(request.user)
    form = ScenarioForm(request.POST or None, initial={"seed": 2020, **scenario_start(found)})
    if request.method == "POST" and form.is_valid():
        added = attempt(
            form,
            lambda: set_scenario(
                exercise=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if added is not None:
            sentence = _("%(number)d figures are known by now; the others come day by day.")
            return done(request, found.get_absolute_url(), sentence % {"number": added})
    context = {"form": form, "exercise": found}
    return render(request, "escalation/exercise/scenario.html", context, status=status_of(form))


@may("exercise.lead")
@require_safe
@only_in_exercise
def acts(request: SignedInRequest) -> HttpResponse:
    """What those who play did last, from the record."""
    found = led(request.user)
    rows = acts_lately(found, reader=request.user, at=clock.now())
    return render(request, "escalation/exercise/acts.html", {"exercise": found, "rows": rows})


@may("exercise.lead")
@require_safe
@only_in_exercise
def look_back(request: SignedInRequest) -> HttpResponse:
    """What came when, what was expected, and what was done then."""
    found = led(request.user)
    context = {"exercise": found, "back": query_back(found), "now": clock.now()}
    return render(request, "escalation/exercise/look_back.html", context)


def _controls(
    request: SignedInRequest, found: Exercise, form: ClockForm | None = None
) -> HttpResponse:
    last, now = last_setting(), clock.now()
    setting = {"last": last.pk if last else 0, "speed": last.speed if last else 1}
    injects = list(injects_of(found))
    context: dict[str, Any] = {
        "exercise": found,
        "form": form or ClockForm(initial=setting),
        "goes_back": form is not None and "back" in form.errors,
        "setting": setting,
        "speeds": SPEEDS,
        "steps": [(60 * hours, hours) for hours in STEPS],
        "injects": injects,
        "now": now,
        "speed": setting["speed"],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "escalation/exercise/exercise.html", context, status=status)


def _clock() -> dict[str, Any]:
    last = last_setting()
    return {"now": clock.now(), "speed": last.speed if last else 1}
