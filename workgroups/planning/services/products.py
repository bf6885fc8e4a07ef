"""Products: added, changed, delivered, dropped and opened again."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.papers.models import PaperKind
from coordination.papers.services import add_paper, add_version
from coordination.people.models import User

from ..facts import MilestoneFacts, ProductFacts
from ..models import ActionLine, Milestone, Product, ProductState
from .milestones import make_milestone, reach
from .saving import (
    IsDone,
    index,
    keep,
    last_version,
    lock_product,
    lock_team,
    next_position,
    note,
    plain,
)


class NoVersion(Refusal):
    """What is delivered as a paper is done when that paper is there."""

    status = 409


@deed
def add_product(
    *,
    line: ActionLine,
    facts: ProductFacts,
    by: User,
    at: datetime,
    milestone: MilestoneFacts | None = None,
) -> Product:
    """A product at the end of its line, with its first milestone if one is given.

    Refuses a title that the line has already, and a milestone outside the life of the team.
    """
    team = lock_team(line.team, by)
    line = locked(line)
    line.team = team
    return make_product(line, facts, milestone, by=by, at=at, part=False)


def make_product(
    line: ActionLine,
    facts: ProductFacts,
    milestone: MilestoneFacts | None,
    *,
    by: User,
    at: datetime,
    part: bool = True,
) -> Product:
    """The same as a part of another deed, which has seen to the rights and locked the team."""
    team = line.team
    wanted = _checked(line, facts)
    made = Product(line=line, position=next_position(line.products))
    _put(made, wanted)
    save_as(made, by=by, at=at)
    said = {"line": line.position, "owner": wanted.owner.label}
    note("product_added", made, team, by=by, at=at, part=part, **said)
    if milestone is not None:
        row = make_milestone(made, milestone, by=by, at=at)
        note("milestone_added", row, team, by=by, at=at, part=True, due=row.due_on)
    index(made, at=at)
    return made


@deed
def change_product(
    *,
    product: Product,
    facts: ProductFacts,
    version: int,
    by: User,
    at: datetime,
    line: ActionLine | None = None,
) -> Product:
    """The product with these facts, moved to another `line` of its team if one is given."""
    found = lock_product(product, version, by)
    target = line or found.line
    if target.team_id != found.line.team_id:
        raise Refusal(_("Choose an action line of the same team."), field="line")
    wanted = _checked(target, facts, found)
    if found.state == ProductState.DELIVERED and wanted.needs_version and not found.paper_id:
        raise NoVersion(_("It was delivered without a paper; open it again first."))
    said = {"line": target.position, **_words(wanted)}
    changed = changes({"line": found.line.position, **_words(ProductFacts.of(found))}, said)
    if target.pk != found.line_id:
        found.position = next_position(target.products)
        found.line = target
    _put(found, wanted)
    keep(found, by=by, at=at)
    index(found, at=at)
    note("product_changed", found, target.team, by=by, at=at, **changed)
    return found


@deed
def start_product(*, product: Product, version: int, by: User, at: datetime) -> Product:
    """Somebody is working on it; reopen_product undoes."""
    found = lock_product(product, version, by)
    if found.state != ProductState.PLANNED:
        raise IsDone(_("Somebody began with this product before."))
    found.state = ProductState.UNDER_WAY
    keep(found, by=by, at=at)
    note("product_started", found, found.line.team, by=by, at=at)
    return found


@deed
def deliver_product(*, product: Product, version: int, by: User, at: datetime) -> Product:
    """It is there, and with it every milestone that was still awaited; reopen_product undoes.

    Refuses one that is delivered as a paper and of which no version was supplied.
    """
    found = lock_product(product, version, by)
    if found.is_done:
        raise IsDone(_("This product is delivered or dropped already."))
    last = last_version(found)
    if found.needs_version and last is None:
        raise NoVersion(_("Supply the version that is delivered first."))
    found.state, found.delivered_version = ProductState.DELIVERED, last
    found.delivered_at, found.delivered_by = at, by
    for milestone in found.milestones.select_for_update().filter(reached_at=None):
        reach(milestone, by=by, at=at)
    keep(found, by=by, at=at)
    number = last.number if last else None
    note("product_delivered", found, found.line.team, by=by, at=at, paper_version=number)
    return found


@deed
def drop_product(*, product: Product, reason: str, version: int, by: User, at: datetime) -> Product:
    """Nothing is awaited of it any more; it stays readable, and reopen_product brings it back."""
    found = lock_product(product, version, by)
    if found.is_done:
        raise IsDone(_("This product is delivered or dropped already."))
    found.dropped_because = plain(reason, "reason", longest=300, needed=_("Say why."))
    found.state = ProductState.DROPPED
    keep(found, by=by, at=at)
    note("product_dropped", found, found.line.team, by=by, at=at)
    return found


@deed
def reopen_product(*, product: Product, version: int, by: User, at: datetime) -> Product:
    """Planned again: the inverse of starting, delivering and dropping.

    The milestones that were reached by that very delivery are awaited again.
    """
    found = lock_product(product, version, by)
    if found.state == ProductState.PLANNED:
        raise IsDone(_("This product is planned already."))
    if found.delivered_at is not None:
        rows: Any = Milestone.objects.select_for_update().filter(
            product=found, reached_at=found.delivered_at
        )
        for milestone in rows:
            milestone.reached_at = milestone.reached_by = None
            keep(milestone, by=by, at=at)
    old = found.state
    found.state, found.delivered_version, found.dropped_because = ProductState.PLANNED, None, ""
    found.delivered_at = found.delivered_by = None
    keep(found, by=by, at=at)
    note("product_reopened", found, found.line.team, by=by, at=at, old=old)
    return found


@deed
def supply_product(
    *,
    product: Product,
    upload: "UploadedFile[Any]",
    version: int,
    by: User,
    at: datetime,
    final: bool = False,
) -> Product:
    """The next version of the product as a paper in the team's dossier."""
    found = lock_product(product, version, by)
    dossier = found.line.team.dossier
    if found.paper is not None and found.paper.removed_at is None:
        add_version(paper=found.paper, upload=upload, final=final, by=by, at=at)
    else:
        found.paper = add_paper(
            dossier=dossier,
            kind=PaperKind.OTHER,
            title=found.title[:200],
            upload=upload,
            supplied_by=found.owner_organisation,
            final=final,
            by=by,
            at=at,
        )
    keep(found, by=by, at=at)
    last = last_version(found)
    assert last is not None
    said = {"paper_version": last.number, "sha256": last.sha256}
    note("version_supplied", found, found.line.team, by=by, at=at, **said)
    return found


def _checked(line: ActionLine, facts: ProductFacts, product: Product | None = None) -> ProductFacts:
    title = plain(facts.title, "title", longest=300, needed=_("Give the product a title."))
    same = line.products.filter(title__iexact=title).exclude(pk=product.pk if product else None)
    if same.exists():
        sentence = _("This action line has a product with that title already.")
        raise Refusal(sentence, field="title")
    return ProductFacts(
        title,
        facts.owner,
        plain(facts.text, "text", longest=4_000),
        facts.interim,
        facts.needs_version,
    )


def _put(product: Product, facts: ProductFacts) -> None:
    owner = facts.owner
    product.title, product.text, product.interim = facts.title, facts.text, facts.interim
    product.needs_version = facts.needs_version
    product.owner_organisation = owner.organisation
    product.owner_person, product.owner_post = owner.person, owner.post


def _words(facts: ProductFacts) -> dict[str, Any]:
    return {**vars(facts), "owner": facts.owner.label}
