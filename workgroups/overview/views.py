"""All issues of all ministries on one page, counted per ministry and sector, and as a sheet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.dossiers.models import DossierKind
from coordination.dossiers.printed import paper_mark_of
from coordination.kit import clock
from coordination.kit.paging import page_of
from coordination.kit.sheets import csv_response, xlsx_response
from coordination.measures.models import Sector
from coordination.people.models import Organisation
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from workgroups.teams.permissions import can_propose

from .drawn import groups_of
from .queries import (
    ALL,
    ATTENTION,
    NOBODY,
    SILENT,
    Mark,
    Reason,
    Tally,
    Wanted,
    count,
    issues_of,
    knows_silence,
    list_issues,
    sheet_rows,
)
from .queries import per_owner as count_owners
from .queries import per_sector as count_sectors


@may("overview.read")
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Every dossier she may see with how it stands, what asks for attention first.

    Narrowed and sorted by the address; those of regions are counted in one line until asked for.
    """
    user, now, today = request.user, clock.now(), clock.today()
    wanted = Wanted.read(request.GET)
    listing = list_issues(user, wanted, now=now, today=today)
    page, by_attention = (
        page_of(listing.rows, request),
        wanted.sort == ATTENTION and not wanted.down,
    )
    codes = Organisation.objects.filter(active=True).order_by("code")
    issues = issues_of(page.rows, user, now=now, today=today)
    context = {
        "page": page,
        "paper_mark": paper_mark_of(issue.dossier for issue in issues),
        "groups": groups_of(
            issues,
            by_attention=by_attention,
            knows_silence=knows_silence(user),
            may_propose=can_propose(user),
        ),
        "wanted": wanted,
        "address": wanted.address(),
        "told": _told(listing.rows, user, wanted),
        "apart": _told(listing.apart, user, replace(wanted, kind=DossierKind.REGION)),
        "by_attention": by_attention,
        "columns": _columns(user, wanted),
        "nobody": NOBODY,
        "all": ALL,
        "kinds": DossierKind.choices,
        "sectors": Sector.objects.visible_to(user).order_by("code"),
        "codes": list(codes.values_list("code", flat=True)),
        "knows_silence": knows_silence(user),
        "may_export": user.may("export"),
    }
    return render(request, "workgroups/overview/overview.html", context)


@may("overview.read")
@require_safe
def per_ministry(request: SignedInRequest) -> HttpResponse:
    """The open dossiers counted per owner; each count leads to its rows."""
    rows = count_owners(request.user, now=clock.now(), today=clock.today())
    return _counted(
        request, rows, "ministry", _("Issues per ministry"), _("Open dossiers by their owner.")
    )


@may("overview.read")
@require_safe
def per_sector(request: SignedInRequest) -> HttpResponse:
    """The same per sector that a measure in the dossier is for."""
    rows = count_sectors(request.user, now=clock.now(), today=clock.today())
    sentence = _("Open dossiers by the sectors that their measures are for.")
    return _counted(request, rows, "sector", _("Issues per sector"), sentence)


def _counted(
    request: SignedInRequest, rows: list[Tally], here: str, title: str, sentence: str
) -> HttpResponse:
    context = {
        "rows": rows,
        "here": here,
        "title": title,
        "sentence": sentence,
        "weeks": SILENT,
        "nobody": NOBODY,
        "knows_silence": knows_silence(request.user),
    }
    return render(request, "workgroups/overview/counted.html", context)


@may("export")
@require_safe
def overview_xlsx(request: SignedInRequest) -> HttpResponse:
    return _sheet(request, xlsx_response)


@may("export")
@require_safe
def overview_csv(request: SignedInRequest) -> HttpResponse:
    return _sheet(request, csv_response)


def _sheet(request: SignedInRequest, response: Callable[..., HttpResponse]) -> HttpResponse:
    """What the page shows with these filters, all pages of it."""
    wanted = Wanted.read(request.GET)
    rows = sheet_rows(request.user, wanted, now=clock.now(), today=clock.today())
    return response("overzicht", _head(), rows)


def _head() -> list[str]:
    return [
        _("Number"),
        _("Title"),
        _("Kind"),
        _("Owner organisation"),
        _("Primacy"),
        _("Team"),
        _("Status"),
        _("Last decision"),
        _("Taken on"),
        _("Next meeting"),
        _("Day"),
        _("Open points"),
        _("Late points"),
        _("Weeks silent"),
        _("Ministries at work"),
        _("Attention"),
    ]


def _told(marks: list[Mark], user: Any, wanted: Wanted) -> dict[str, Any]:
    """How many there are, and of how many each reason holds, each with the address of its rows."""
    counts = count(marks, user)
    narrowed: dict[Reason, dict[str, Any]] = {
        Reason.LATE: {"late": True},
        Reason.SILENT: {"weeks": max(SILENT, wanted.weeks)},
        Reason.NOBODY: {"primacy": NOBODY},
    }
    return {
        "dossiers": counts.dossiers,
        "address": wanted.address(),
        "reasons": [
            {"number": number, "label": one.label, "address": wanted.address(**narrowed[one])}
            for one in Reason
            if (number := counts.reasons[one])
        ],
    }


def _columns(user: Any, wanted: Wanted) -> list[dict[str, Any]]:
    """The heads that sort: a second press turns the order around."""
    names = [
        ("title", _("Issue")),
        ("owner", _("Owner organisation")),
        ("", _("Primacy")),
        ("decision", _("Last decision")),
        ("meeting", _("Next meeting")),
        ("late", _("Points")),
        ("silent", _("Silent")),
    ]
    shown = [pair for pair in names if pair[0] != "silent" or knows_silence(user)]
    return [_column(wanted, name, label) for name, label in shown]


def _column(wanted: Wanted, name: str, label: str) -> dict[str, Any]:
    here = bool(name) and wanted.sort == name
    first = name in {"late", "decision"}
    down = not wanted.down if here else first
    turned = "descending" if wanted.down else "ascending"
    return {
        "label": label,
        "address": wanted.address(sort=name, down=down) if name else "",
        "turned": turned if here else "",
    }
