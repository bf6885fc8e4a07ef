"""Typing lines: each verb is a form, and with htmx only what changed comes back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible, number_in, toast, wants_fragment
from coordination.kit.lines import read_block
from coordination.kit.refusals import Refusal, Stale
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import AgendaItem, Entry
from ..permissions import can_write
from ..services import entries
from ..services.drafts import save_draft
from ..services.reading import Reader
from .minutes import PAGE, changed_lines

LINES = Entry.objects.select_related(
    "item__dossier", "meeting__body__organisation", "meeting__dossier", "updated_by__organisation"
)
ITEMS = AgendaItem.objects.select_related("dossier", "meeting__body__organisation")


@may("meetings.write")
@require_POST
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A line under an item, on Enter."""
    item = get_visible(ITEMS, request.user, pk=pk)
    entry = entries.write_line(
        item=item,
        typed=request.POST.get("text", ""),
        phase=_phase(request),
        by=request.user,
        at=clock.now(),
    )
    return _after(request, entry)


@may("meetings.write")
@require_POST
def read_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is recognised in the text so far, as chips. Changes nothing."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    text = request.POST.get("text", "")
    try:
        chips = Reader.of(meeting, request.user).read(text).chips() if text.strip() else []
        problem: Any = ""
    except Refusal as refusal:
        chips, problem = [], refusal.sentence
    context = {"chips": chips, "problem": problem}
    return render(request, "coordination/kit/_read_back.html", context)


@may("meetings.write")
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The line as a form; posting it keeps the new text, or shows both texts when it is stale."""
    entry = get_visible(LINES, request.user, pk=pk)
    if request.method != "POST":
        return _editor(request, entry)
    try:
        changed = entries.rewrite_line(
            entry=entry,
            typed=request.POST.get("text", ""),
            version=_version(request),
            by=request.user,
            at=clock.now(),
        )
    except Stale as stale:
        return _conflict(request, stale)
    except Refusal as refusal:
        return _editor(request, entry, refusal)
    return _after(request, changed)


@may("meetings.write")
@require_GET
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The line as it is read, when an editor is left."""
    entry = get_visible(LINES, request.user, pk=pk)
    context = {"line": entry, "meeting": entry.meeting, "minutes": {"can_write": True}}
    return render(request, "coordination/meetings/_line.html", context)


@may("meetings.write")
@require_POST
def remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    entry = get_visible(LINES, request.user, pk=pk)
    entry = entries.remove_line(
        entry=entry, version=_version(request), by=request.user, at=clock.now()
    )
    return _after(request, entry, _("Line removed"), undo=_undo(entry))


@may("meetings.write")
@require_POST
def undo(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Back to how the line stood before its last change."""
    entry = get_visible(LINES, request.user, pk=pk)
    entry = entries.undo_line(
        entry=entry,
        version=number_in(request.GET, "version", entry.version),
        by=request.user,
        at=clock.now(),
    )
    return _after(request, entry, _("Put back"))


@may("meetings.write")
@require_POST
def move(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One place up or down, or to another item or phase."""
    entry = get_visible(LINES, request.user, pk=pk)
    item, after = _destination(request, entry)
    entry = entries.move_line(
        entry=entry,
        item=item,
        after=after,
        phase=request.POST.get("phase"),
        version=_version(request),
        by=request.user,
        at=clock.now(),
    )
    return _after(request, entry, _("Line moved"), undo=_undo(entry))


@may("meetings.write")
@require_POST
def split(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Cut the text in two where the blank line or the cursor stands."""
    entry = get_visible(LINES, request.user, pk=pk)
    text = request.POST.get("text", entry.typed)
    cut = number_in(request.POST, "cut")
    parts = [text[:cut], text[cut:]] if cut else text.split("\n")
    try:
        made = entries.split_line(
            entry=entry,
            typed=parts,
            version=_version(request),
            by=request.user,
            at=clock.now(),
        )
    except Stale as stale:
        return _conflict(request, stale)
    except Refusal as refusal:
        return _editor(request, entry, refusal)
    return _after(request, made[0], _("Line split"))


@may("meetings.write")
@require_POST
def paste(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A block, read line by line first; `confirm` keeps the lines that are ticked."""
    item = get_visible(ITEMS, request.user, pk=pk)
    if "confirm" in request.POST:
        made = entries.paste_lines(
            item=item,
            lines=request.POST.getlist("line"),
            phase=_phase(request),
            by=request.user,
            at=clock.now(),
        )
        return _after(request, made[-1], _("%(count)d lines added") % {"count": len(made)})
    reader = Reader.of(item.meeting, request.user)
    text = request.POST.get("text", "")[:200_000]
    reads = read_block(
        text,
        on=timezone.localtime(item.meeting.starts_at).date(),
        directory=reader.directory,
        calendar=reader.calendar,
    )
    context = {"item": item, "meeting": item.meeting, "reads": reads, "text": text}
    return render(request, "coordination/meetings/paste.html", context)


@may("meetings.write")
@require_POST
def draft(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Autosave: acknowledged with its sequence, seen by its author only."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    kept = save_draft(
        meeting=meeting,
        field=request.GET.get("field", "")[:60],
        sequence=number_in(request.POST, "sequence"),
        base_version=number_in(request.POST, "version"),
        text=request.POST.get("text", ""),
        by=request.user,
        at=clock.now(),
    )
    saved_at = time_format(timezone.localtime(kept.saved_at), "H:i")
    return JsonResponse({"sequence": kept.sequence, "saved_at": saved_at})


def _after(
    request: SignedInRequest, entry: Entry, sentence: str = "", undo: str = ""
) -> HttpResponse:
    if not wants_fragment(request):
        return done(request, entry.get_absolute_url(), sentence, undo=undo)
    response = changed_lines(request, entry.meeting, number_in(request.POST, "after"))
    response["HX-Retarget"], response["HX-Reswap"] = "#changes", "innerHTML"
    # the undo of a toast asks for the main part of a page; this is none
    response["HX-Reselect"] = "unset"
    return toast(response, sentence, undo=undo) if sentence else response


def _editor(request: SignedInRequest, entry: Entry, refusal: Refusal | None = None) -> HttpResponse:
    if not can_write(request.user, entry.meeting):
        if refusal:
            raise refusal
        return redirect(entry.get_absolute_url())
    context = {
        "line": entry,
        "meeting": entry.meeting,
        "text": request.POST.get("text", entry.typed),
        "version": request.POST.get("version", entry.version),
        "refusal": refusal,
        "offline": not entry.item.dossier.is_classified,
    }
    name = "_line_editor.html" if wants_fragment(request) else "line_form.html"
    status = refusal.status if refusal else 200
    return render(request, f"coordination/meetings/{name}", context, status=status)


def _conflict(request: SignedInRequest, stale: Stale) -> HttpResponse:
    """Both texts; choosing posts again with the version that stands there now."""
    context = {
        "line": stale.current,
        "meeting": stale.current.meeting,
        "mine": request.POST.get("text", ""),
        "sentence": stale.sentence,
    }
    name = "_line_conflict.html" if wants_fragment(request) else "line_conflict.html"
    return render(request, f"coordination/meetings/{name}", context, status=stale.status)


def _destination(request: SignedInRequest, entry: Entry) -> tuple[AgendaItem, Entry | None]:
    if wanted := request.POST.get("item"):
        item = get_visible(ITEMS.filter(meeting=entry.meeting_id), request.user, pk=wanted)
        return item, item.entries.present().order_by("position").last()
    visible = Entry.objects.visible_to(request.user).present().filter(item=entry.item_id)
    lines = list(visible.order_by("position", "pk"))
    place = next((n for n, line in enumerate(lines) if line.pk == entry.pk), 0)
    wanted_place = place + (1 if request.POST.get("to") == "down" else -2)
    if wanted_place < 0:
        return entry.item, None
    return entry.item, lines[min(wanted_place, len(lines) - 1)]


def _undo(entry: Entry) -> str:
    return reverse("meetings:line_undo", args=[entry.pk]) + f"?version={entry.version}"


def _phase(request: SignedInRequest) -> str:
    phase = request.POST.get("phase", "")
    return phase if phase in {"picture", "judgement", "decision"} else ""


def _version(request: SignedInRequest) -> int:
    return number_in(request.POST, "version")
