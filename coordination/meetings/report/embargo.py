"""What is under embargo leaves the government nowhere, in no form of a report."""

from dataclasses import replace
from datetime import datetime

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.people.models import OrganisationKind, Recipient

from .content import Report


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
    closed = set(Dossier.objects.filter(pk__in=dossiers, embargo_until__gt=at).values_list("pk"))
    report = report.seen_by(dossiers - {str(pk) for (pk,) in closed})
    ids = [line.decision for line in report.decisions]
    held = set(Decision.objects.filter(pk__in=ids, embargo_until__gt=at).values_list("pk"))
    kept_back = {str(pk) for (pk,) in held}
    items = tuple(
        replace(item, lines=tuple(x for x in item.lines if x.decision not in kept_back))
        for item in report.items
    )
    return replace(report, items=items)
