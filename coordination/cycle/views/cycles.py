"""The cycle, the month, and planning ahead."""

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.kit.moments import FIRST_YEAR, LAST_YEAR
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import PlanForm
from ..models import Cadence
from ..permissions import can_keep
from ..queries.collisions import collisions_between, collisions_of
from ..queries.pages import cycle_page, month_page
from ..remarks import remarks_on
from ..services.planning import Planned, plan_cadence


@may("cycle.read")
@require_safe
def cycle(request: SignedInRequest) -> HttpResponse:
    """One turn of a cadence, day by day, with what others have beside it."""
    now, today = clock.now(), clock.today()
    page = cycle_page(
        request.user,
        today=today,
        cadence=request.GET.get("cadans", ""),
        day=day_of(request.GET.get("dag", "")),
        at=now,
    )
    context = {
        "cycle": page,
        "now": now,
        "can_skip": page and today <= page.last and can_keep(request.user, page.cadence.dossier),
        "may_plan": request.user.may("cycle.plan"),
        "cards": rendered(panels, Slot.CYCLE, request, page) if page else [],
        "tab": "cycle",
    }
    return render(request, "coordination/cycle/cycle.html", context)


@may("cycle.read")
@require_safe
def month(request: SignedInRequest) -> HttpResponse:
    """A month of every cadence she may see."""
    today = clock.today()
    asked = day_of(f"{request.GET.get('maand', '')}-01")
    first = (asked or today).replace(day=1)
    context = {
        "weeks": month_page(request.user, today=today, first=first),
        "first": first,
        "previous": (first - dt.timedelta(days=1)).replace(day=1),
        "next": (first + dt.timedelta(days=31)).replace(day=1),
        "tab": "month",
    }
    return render(request, "coordination/cycle/month.html", context)


@may("cycle.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest) -> HttpResponse:
    """Make cycles, meetings and deadlines of one cadence ahead."""
    start = {"cadence": request.GET.get("cadans"), "until": clock.today() + SIX_WEEKS}
    form = PlanForm(request.POST or None, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        cadence: Cadence = form.cleaned_data["cadence"]
        planned = attempt(
            form,
            lambda: plan_cadence(
                cadence=cadence,
                until=form.cleaned_data["until"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if planned:
            to = f"{reverse('cycle:cycle')}?cadans={cadence.pk}"
            warn_of(request, planned)
            return done(request, to, said_of(planned))
    now = clock.now()
    found = collisions_between(request.user, now, now + SIX_WEEKS, at=now)
    context = {"form": form, "collisions": remarks_on(found)}
    return render(request, "coordination/cycle/plan.html", context, status=status_of(form))


SIX_WEEKS = dt.timedelta(weeks=6)


def warn_of(request: SignedInRequest, planned: Planned) -> None:
    """Say how many of the meetings that were planned collide; they stand all the same."""
    found = collisions_of(request.user, planned.meetings, at=clock.now())
    if found:
        said = ngettext(
            "%(count)d collision: it stands by the meeting.",
            "%(count)d collisions: they stand by the meetings.",
            len(found),
        )
        messages.warning(request, said % {"count": len(found)})


def said_of(planned: Planned) -> str:
    """What was made, and what stands on a day that is closed."""
    said = _("%(cycles)d cycles, %(meetings)d meetings and %(deadlines)d deadlines planned.") % {
        "cycles": len(planned.cycles),
        "meetings": len(planned.meetings),
        "deadlines": len(planned.deadlines),
    }
    days = sorted({(day, why) for day, _what, why in planned.closed})
    if not days:
        return said
    named = ", ".join(f"{date_format(day, 'j F')} ({why})" for day, why in days[:5])
    closed = _("On a closed day: %(days)s. Decide what moves.") % {"days": named}
    return f"{said} {closed}"


def day_of(text: str) -> dt.date | None:
    """The day that was asked for; nonsense is none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR < day.year < LAST_YEAR else None
