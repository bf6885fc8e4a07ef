"""What is under embargo leaves the government nowhere, in no form of a report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from coordination.actions.models import ActionPoint
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.people.models import OrganisationKind, Recipient

from ..models.embargo import under_embargo
from .content import Report, ReportItem


def is_outside(recipient: Recipient) -> bool:
    """True for a chain partner and for a contact without an account."""
    if recipient.user:
        return recipient.user.only_partner
    if recipient.mailbox:
        return recipient.mailbox.kind == OrganisationKind.CHAIN_PARTNER
    return True


def without_embargoed(report: Report, *, at: datetime) -> Report:
    """The report without dossiers and decisions whose embargo has not passed at `at`."""
    dossiers = {item.dossier for item in report.items} | {p.dossier for p in report.carried}
    report = report.seen_by(dossiers - _held(Dossier, dossiers, under_embargo(at)))
    decisions = _held(Decision, (line.decision for line in report.decisions), under_embargo(at))
    points = {line.point for line in report.points} | {point.id for point in report.carried}
    carried_out = _held(ActionPoint, points, under_embargo(at, "decision__"))
    return replace(
        report,
        items=tuple(_without(item, decisions, carried_out) for item in report.items),
        carried=tuple(point for point in report.carried if point.id not in carried_out),
    )


def _held(model: Any, ids: Iterable[str], embargo: Any) -> set[str]:
    held = model.objects.filter(embargo, pk__in=set(ids))
    return {str(pk) for pk in held.values_list("pk", flat=True)}


def _without(item: ReportItem, decisions: set[str], points: set[str]) -> ReportItem:
    """The item without the lines that are held; what was asked goes with its decision."""
    free = tuple(x for x in item.lines if x.decision not in decisions and x.point not in points)
    if any(line.decision in decisions for line in item.lines):
        return replace(item, lines=free, requested_decision="", result="")
    return replace(item, lines=free)
