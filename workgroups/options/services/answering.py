"""Who adds a variant or a remark has answered the request for her organisation."""

from datetime import datetime

from coordination.actions.models import PartStatus
from coordination.contributions.services import Answer, give_reply
from coordination.people.models import User

from ..models import OptionSet


def answer_for(options: OptionSet, text: str, *, by: User, at: datetime) -> None:
    """A reply to the consultation where her organisation still owes one; else nothing.

    What she adds after that stands with the question itself.
    """
    asked = options.consultation
    if asked is None or not by.may("contributions.reply"):
        return
    part = asked.action_point.parts.filter(organisation=by.organisation).first()
    if part is None or part.status != PartStatus.OPEN:
        return
    give_reply(
        contribution=asked,
        organisation=by.organisation,
        version=part.version,
        answer=Answer(text),
        by=by,
        at=at,
    )
