from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.templatetags.ui import symbol

from .registries import Slot, navigation, panels
from .rendering import rendered, rendered_then


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The first screen: what asks for her today, or at a moment what asked for her then."""
    # people and its decorator stand above this app; the gate is asked through the user
    if not request.user.may(today.action):  # type: ignore[attr-defined, union-attr]  # behind the gate a visitor is a User
        raise PermissionDenied
    then = moment(request)
    if then:
        cards = rendered_then(panels, request, then)
    else:
        cards = rendered(panels, Slot.TODAY, request, None)
    day = timezone.localdate(then.at) if then else clock.today()
    context = {"today": day, "cards": cards, "then": then}
    return render(request, "coordination/dashboard/today.html", context)


today.action = "today.read"  # type: ignore[attr-defined]  # what the sweep reads of a view


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def menu_icons(request: HttpRequest) -> HttpResponse:
    """The drawings of the navigation, once for all pages instead of on each of them."""
    names = sorted({item.icon for item in navigation if item.icon})
    symbols = format_html_join("", "{}", ((symbol(name),) for name in names))
    sheet = format_html('<svg xmlns="http://www.w3.org/2000/svg">{}</svg>', symbols)
    return HttpResponse(sheet, content_type="image/svg+xml")
