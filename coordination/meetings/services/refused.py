"""To whom a deed is refused: asked by its verb, and by its page before she types."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.kit.refusals import NotAllowed
from coordination.people.models import Organisation, User

from ..models import AgendaItem, Meeting, Submission
from ..permissions import can_arrange, can_lead, can_submit, takes_notes

ONLY_REFERRERS = gettext_lazy("Only the secretary, the chair or a note taker refers an item.")


def refuse_who_does_not_lead(meeting: Meeting, by: User) -> None:
    if not can_lead(by, meeting):
        raise NotAllowed(_("Only the secretary or the chair of the body does this."))


def refuse_who_does_not_submit(meeting: Meeting, by: User, *, arranges: bool) -> None:
    if not arranges and not can_submit(by, meeting):
        raise NotAllowed(_("Members of the body and writers in the dossier submit items."))


def refuse_who_does_not_arrange(item: AgendaItem, meeting: Meeting, by: User, *, own: bool) -> None:
    """With `own` the submitter may too, until it is accepted."""
    if not can_arrange(by, meeting) and not (own and _waits_for(item, meeting, by)):
        raise NotAllowed(
            _("Only the secretary or chair changes an item that stands on the agenda.")
        )


def refuse_who_does_not_supply(item: AgendaItem, meeting: Meeting, by: User) -> None:
    if not can_arrange(by, meeting) and not _waits_for(item, meeting, by):
        raise NotAllowed(_("Only the secretary, or who submitted the item, changes its papers."))


def refuse_who_speaks_for_another(organisation: Organisation, meeting: Meeting, by: User) -> None:
    own = organisation.pk == by.organisation_id and can_submit(by, meeting)
    if not own and not can_arrange(by, meeting):
        raise NotAllowed(_("You speak for your own organisation; the secretary for all."))


def refuse_who_does_not_note(meeting: Meeting, by: User) -> None:
    if not takes_notes(by, meeting):
        raise NotAllowed(_("Only the secretary, the chair or a note taker notes who is there."))


def refuse_who_does_not_refer(meeting: Meeting, by: User) -> None:
    if not takes_notes(by, meeting):
        raise NotAllowed(ONLY_REFERRERS)


def _waits_for(item: AgendaItem, meeting: Meeting, by: User) -> bool:
    """It was submitted for her organisation and is not accepted yet."""
    hers = item.submission != Submission.ACCEPTED and item.submitted_by_id == by.organisation_id
    return hers and can_submit(by, meeting)
