"""Who owes something in a dossier that she may not see is told of that, and of no dossier."""

from datetime import date

import pytest

from coordination.actions.terms import Owner
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.dossiers.models import Dossier
from coordination.mail.models import Message
from tests.cast import Cast

from .reminding import local, make_point, make_rule, send


@pytest.mark.parametrize("restricted", [True, False])
def test_the_digest_names_a_restricted_dossier_to_who_sees_it_only(
    cast: Cast, restricted: bool
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=restricted)
    make_rule(cast)
    point = make_point(cast, date(2020, 11, 6), owner=Owner(cast.szw))
    hers = make_point(cast, date(2020, 11, 6), owner=Owner(cast.dgsc, person=cast.lead))
    plan_reminders(at=local(2020, 11, 5, 7))
    send(local(2020, 11, 5, 7, 31))
    digests = Message.objects.filter(kind="cycle.digest")
    mailbox = digests.get(recipient__mailbox=cast.szw).body
    lead = digests.get(recipient__user=cast.lead).body
    assert (point.number in mailbox, hers.number in lead) == (True, True)
    assert (cast.dossier.title in mailbox) is not restricted
    assert cast.dossier.number in mailbox
    assert cast.dossier.title in lead
