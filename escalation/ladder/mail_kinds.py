"""What is mailed about a level that is proposed: to the office that sets levels."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import Proposal, ProposalStatus
from .services.telling import PROPOSED


def render_proposed(message: Message) -> Rendered:
    """Which level, by whom, why, and why it is for this office."""
    proposal = _proposal(message)
    words = {"region": proposal.region.name, "level": str(proposal.level)}
    lines = [
        _("%(level)s is proposed for %(region)s.") % words,
        _("Reason: %(reason)s") % {"reason": proposal.reason},
        _("Why here: %(why)s") % {"why": proposal.why_here},
    ]
    if proposal.proposed_by is not None:
        lines.append(_("Proposed by %(who)s.") % {"who": proposal.proposed_by.label})
    path = proposal.region.get_absolute_url()
    subject = _("Proposal for %(region)s: %(level)s") % words
    notice = Notice(moment=proposal.proposed_at, path=path)
    return Rendered(subject, "\n\n".join([*lines, absolute(path)]), notice)


def proposed_still_due(message: Message) -> str | None:
    """Not any more once it was withdrawn, or the level was set."""
    open_still = _proposal(message).status == ProposalStatus.OPEN
    return None if open_still else "the proposal is no longer open"


def _proposal(message: Message) -> Proposal:
    rows = Proposal.objects.select_related("region", "level", "proposed_by__organisation")
    found: Proposal = rows.get(pk=message.payload["proposal"])
    return found


mail_kinds.add(
    PROPOSED,
    MailKind(gettext_lazy("proposal of a level"), render_proposed, proposed_still_due, urgent=True),
)
