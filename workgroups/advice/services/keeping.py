"""The words of a line, and a line that ends without an answer."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed
from coordination.kit.refusals import Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import AdviceRequest
from .saving import keep, lock_line, note


@deed
def edit_line(
    *,
    line: AdviceRequest,
    question: str,
    background: str,
    version: int,
    by: User,
    at: datetime,
) -> AdviceRequest:
    """The line with these words; refuses another version, and one that has ended."""
    line = lock_line(line, by, version=version)
    said = {
        "question": checked(question, "question", needed=_("Type what is asked.")),
        "background": checked(background, "background"),
    }
    before = {name: getattr(line, name) for name in said}
    line.question, line.background = said["question"], said["background"]
    keep(line, by=by, at=at)
    note("edited", line, by=by, at=at, **changes(before, said))
    return line


@deed
def withdraw_line(
    *, line: AdviceRequest, because: str, version: int, by: User, at: datetime
) -> AdviceRequest:
    """Nothing is asked any more; resume_line undoes it. Refuses a line that has ended."""
    line = lock_line(line, by, version=version)
    line.withdrawn_because = checked(
        because, "because", needed=_("Say why it is withdrawn."), longest=300
    )
    line.withdrawn_at, line.withdrawn_by = at, by
    keep(line, by=by, at=at)
    note("withdrawn", line, by=by, at=at, because=line.withdrawn_because)
    return line


@deed
def resume_line(*, line: AdviceRequest, version: int, by: User, at: datetime) -> AdviceRequest:
    """A withdrawn line goes on where it was."""
    line = lock_line(line, by, version=version, ended=True)
    if line.withdrawn_at is None:
        raise Refusal(_("This advice line was not withdrawn."))
    line.withdrawn_at = line.withdrawn_by = None
    line.withdrawn_because = ""
    keep(line, by=by, at=at)
    note("resumed", line, by=by, at=at)
    return line
