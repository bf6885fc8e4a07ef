"""What becomes of a proposal, whichever deed decides that."""

from datetime import datetime

from coordination.kit.history import save_as
from coordination.people.models import User

from ..models import Proposal, ProposalStatus


def close_proposal(
    proposal: Proposal, status: ProposalStatus, *, by: User | None, at: datetime
) -> None:
    """The proposal with its next status, version and history row."""
    proposal.status = status
    proposal.version += 1
    save_as(proposal, by=by, at=at)
