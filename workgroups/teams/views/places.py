"""Who sits where, and what stands out per organisation."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from coordination.cycle.remarks import remarks_on
from coordination.dossiers.printed import paper_mark_of, restricted_among
from coordination.kit import clock
from coordination.kit.paging import page_of
from coordination.kit.sheets import xlsx_response
from coordination.people.models import Organisation
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..drawn import place_rows
from ..models import TeamRole
from ..queries import (
    Places,
    asked_of,
    colliding,
    empty_places,
    list_places,
    member_rows,
    of_organisation,
    radar,
    sheet_of,
)
from ..queries.places import EMPTY, NAMED

MOST = 20_000


@may("teams.read")
@require_GET
def place_list(request: SignedInRequest) -> HttpResponse:
    """The places of all teams, narrowed by what stands in the address."""
    wanted = Places.read(request.GET)
    # sorted by keys alone: ten thousand rows with all that they show are heavy to sort
    found = list_places(request.user, wanted, on=clock.today())
    page = page_of(found.values_list("pk", flat=True), request)
    codes = Organisation.objects.filter(active=True).order_by("code")
    rows = member_rows(found.filter(pk__in=page.rows), request.user)
    restricted = restricted_among(row.member.team_id for row in rows)
    context = {
        "page": page,
        "paper_mark": paper_mark_of(restricted.values()),
        "rows": place_rows(rows, restricted),
        "wanted": wanted,
        "address": wanted.address(),
        "codes": list(codes.values_list("code", flat=True)),
        "roles": TeamRole.choices,
        "known": [(NAMED, _("somebody is named")), (EMPTY, _("not yet known"))],
        "may_export": request.user.may("export"),
    }
    return render(request, "workgroups/teams/place_list.html", context)


@may("export")
@require_safe
def place_xlsx(request: SignedInRequest) -> HttpResponse:
    """The same list as a sheet."""
    found = list_places(request.user, Places.read(request.GET), on=clock.today())[:MOST]
    head, rows = sheet_of(member_rows(found, request.user))
    return xlsx_response("wie-zit-waar", head, rows)


@may("teams.read")
@require_GET
def radar_page(request: SignedInRequest) -> HttpResponse:
    """Empty places, collisions and open requests per organisation; ?organisatie= shows one."""
    user, now, today = request.user, clock.now(), clock.today()
    collisions = colliding(user, at=now)
    blips = radar(user, on=today, collisions=collisions)
    code = request.GET.get("organisatie", "")[:20].casefold()
    chosen = next((one for one in blips if one.organisation.code.casefold() == code), None)
    context: dict[str, Any] = {"blips": blips, "chosen": chosen, "today": today}
    if chosen is not None:
        organisation = chosen.organisation
        context |= {
            "empty": empty_places(user, organisation, on=today),
            "collisions": remarks_on(of_organisation(collisions, organisation)),
            "requests": asked_of(user, organisation),
        }
    return render(request, "workgroups/teams/radar.html", context)
