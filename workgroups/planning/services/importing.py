"""A planning is taken over from a spreadsheet: read, looked at, and then applied whole."""

import dataclasses
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from workgroups.teams.models import Team

from ..comparing import compare, state_of
from ..facts import LineFacts, MilestoneFacts, ProductFacts
from ..models import ActionLine, Dependency, PlanningImport, Product, ProductState
from ..previewing import Kind, Line, Preview, Wanted
from ..queries.plans import plan_of
from ..reading import FileRow, read_workbook
from .depending import let_wait
from .lines import add_line
from .milestones import add_milestone, change_milestone, move_milestone
from .products import (
    change_product,
    deliver_product,
    drop_product,
    make_product,
    reopen_product,
    start_product,
)
from .saving import lock_team, note, plain


class NotAsItWas(Refusal):
    """The plan changed after the preview was made."""

    status = 409


class HasProblems(Refusal):
    """Nothing is taken over while a row cannot be read: all of it or nothing."""


@deed
def read_import(
    *, team: Team, upload: "UploadedFile[Any]", by: User, at: datetime
) -> PlanningImport:
    """The file read and kept for a look; nothing is planned by it.

    Refuses what `read_workbook` refuses: formulas, merged cells, too much, another head.
    """
    team = lock_team(team, by)
    name, sha256, rows = read_workbook(upload)
    plan = plan_of(team, by, today=timezone.localdate(at))
    made = PlanningImport(
        team=team,
        name=name,
        sha256=sha256,
        rows=[dataclasses.asdict(row) for row in rows],
        against=state_of(plan),
        asked_at=at,
        asked_by=by,
    )
    save_as(made, by=by, at=at)
    note("import_read", made, team, by=by, at=at, rows=len(rows), sha256=sha256)
    return made


@deed
def apply_import(
    *,
    importing: PlanningImport,
    by: User,
    at: datetime,
    reason: str = "",
    drop: Collection[UUID] = (),
) -> PlanningImport:
    """Everything the preview shows, in one deed; `drop` are the missing products to let go.

    `reason` stands with what becomes later or is dropped. Refuses it while a row is wrong, after
    the plan changed, and a second time.
    """
    team = lock_team(importing.team, by)
    reason = plain(reason, "reason", longest=300)
    found = locked(importing)
    if found.applied_at is not None:
        raise NotAsItWas(_("This file was taken over already."))
    preview = preview_of(found, by, at=at)
    if found.against != _present(team, by, at):
        raise NotAsItWas(_("The plan was changed meanwhile. Choose the file once more."))
    if not set(drop) <= {one.pk for one in (*preview.missing, *preview.staying)}:
        sentence = _("Choose from the products that the file does not name.")
        raise Refusal(sentence, field="drop")
    if preview.wrong:
        raise HasProblems(_("Mend the rows that are marked, and choose the file once more."))
    lines = _lines(team, preview, by=by, at=at)
    for line in preview.lines:
        _take_over(line, lines, reason, by=by, at=at)
    _let_wait(preview, team, by=by, at=at)
    # after all rows: of what is delivered or dropped nothing changes any more
    for line in preview.lines:
        _put_state(line, lines, reason, by=by, at=at)
    dropped = [one for one in preview.missing if one.pk in set(drop)]
    for product in dropped:
        drop_product(product=product, reason=_why(reason), version=product.version, by=by, at=at)
    found.applied_at, found.applied_by = at, by
    save_as(found, by=by, at=at)
    said = {"new": preview.counts["new"], "changed": preview.counts["changed"]}
    note("imported", found, team, by=by, at=at, dropped=len(dropped), **said)
    return found


def preview_of(importing: PlanningImport, user: Any, *, at: datetime) -> Preview:
    """What applying it would change now."""
    plan = plan_of(importing.team, user, today=timezone.localdate(at))
    return compare(plan, [FileRow(**row) for row in importing.rows], user)


def _present(team: Team, by: User, at: datetime) -> str:
    return state_of(plan_of(team, by, today=timezone.localdate(at)))


def _lines(team: Team, preview: Preview, *, by: User, at: datetime) -> dict[int, ActionLine]:
    """The action lines by number; those that are not there yet are made."""
    rows = ActionLine.objects.filter(team=team).select_related("team__dossier")
    found = {line.position: line for line in rows}
    for line in preview.lines:
        wanted = line.wanted
        if wanted is None or wanted.position in found:
            continue
        title = wanted.row.line_title or _("Action line %(number)d") % {"number": wanted.position}
        facts = LineFacts(wanted.position, title)
        found[wanted.position] = add_line(team=team, facts=facts, by=by, at=at)
    return found


def _take_over(
    line: Line, lines: dict[int, ActionLine], reason: str, *, by: User, at: datetime
) -> None:
    wanted = line.wanted
    if wanted is None or line.kind not in (Kind.NEW, Kind.CHANGED):
        return
    product = line.product or _standing(lines[wanted.position], wanted)
    if product is None:
        assert wanted.owner is not None  # a new product without an owner is wrong
        facts = ProductFacts(wanted.row.product, wanted.owner, interim=bool(wanted.interim))
        place = lines[wanted.position]
        make_product(place, facts, wanted.facts, by=by, at=at)
        return
    _change(product, wanted, by=by, at=at)
    if wanted.facts is not None:
        _plan(product, line, wanted.facts, reason, by=by, at=at)


def _standing(line: ActionLine, wanted: Wanted) -> Product | None:
    """The product that an earlier row of the same file made."""
    found: Product | None = line.products.filter(title__iexact=wanted.row.product).first()
    return found


def _change(product: Product, wanted: Wanted, *, by: User, at: datetime) -> None:
    was = ProductFacts.of(product)
    interim = was.interim if wanted.interim is None else wanted.interim
    facts = dataclasses.replace(was, owner=wanted.owner or was.owner, interim=interim)
    if facts != was:
        version = Product.objects.get(pk=product.pk).version
        change_product(product=product, facts=facts, version=version, by=by, at=at)


def _plan(
    product: Product, line: Line, facts: MilestoneFacts, reason: str, *, by: User, at: datetime
) -> None:
    milestone = line.milestone
    if milestone is None:
        add_milestone(product=product, facts=facts, by=by, at=at)
        return
    version, span = milestone.version, milestone.span
    same_body = (facts.body.pk if facts.body else None) == milestone.body_id
    if facts.span == span and same_body:
        return
    if span and facts.span and facts.span != span:
        move_milestone(
            milestone=milestone, facts=facts, reason=_why(reason), version=version, by=by, at=at
        )
        return
    change_milestone(milestone=milestone, facts=facts, version=version, by=by, at=at)


def _put_state(
    line: Line, lines: dict[int, ActionLine], reason: str, *, by: User, at: datetime
) -> None:
    wanted = line.wanted
    if wanted is None or wanted.state is None or line.kind not in (Kind.NEW, Kind.CHANGED):
        return
    found = line.product or _standing(lines[wanted.position], wanted)
    assert found is not None  # its row was taken over
    now = Product.objects.get(pk=found.pk)
    if wanted.state == now.state:
        return
    values: dict[str, Any] = {"product": now, "version": now.version, "by": by, "at": at}
    match wanted.state:
        case ProductState.PLANNED:
            reopen_product(**values)
        case ProductState.UNDER_WAY:
            start_product(**values)
        case ProductState.DELIVERED:
            deliver_product(**values)
        case ProductState.DROPPED:
            drop_product(reason=_why(reason), **values)


def _let_wait(preview: Preview, team: Team, *, by: User, at: datetime) -> None:
    """What products wait for, when all of them are there."""
    rows = Product.objects.filter(line__team=team).select_related("line__team")
    here = {(one.line.position, one.title.casefold()): one for one in rows}
    titles = {one.title.casefold(): one for one in here.values()}
    stands = set(
        Dependency.objects.filter(product__line__team=team).values_list("product", "needs")
    )
    pairs: dict[tuple[UUID, UUID], tuple[Product, Product]] = {}
    for line in preview.lines:
        wanted = line.wanted
        if wanted is None or line.kind not in (Kind.NEW, Kind.CHANGED):
            continue
        product = here[(wanted.position, wanted.row.product.casefold())]
        for one in wanted.needs:
            needs = titles[one.casefold()] if isinstance(one, str) else one
            if (product.pk, needs.pk) not in stands:
                pairs[(product.pk, needs.pk)] = (product, needs)
    if pairs:
        let_wait(list(pairs.values()), by=by, at=at)


def _why(reason: str) -> str:
    """What was typed; kept text is in the language of the reports."""
    with override("nl"):
        return reason.strip() or _("Taken over from a planning.")
