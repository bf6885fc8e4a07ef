"""Made-up rows in bulk: a record that holds, history that answers, and no way in by accident."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.audit.models import AuditEvent
from coordination.audit.verify import Verdict, verify_record
from coordination.dossiers.asof import as_of
from coordination.meetings.models import Entry, Meeting
from coordination.people.models import BodyMember, MemberRole
from coordination.search.models import SearchRow

pytestmark = pytest.mark.once

BACKEND = "coordination.people.backends.EmailBackend"


@pytest.fixture
def loaded(db: None, settings: Any) -> None:
    settings.DEBUG = True
    call_command("make_load", scale=1, verbosity=0)


def test_a_load_is_a_whole_year_with_a_record_that_holds(loaded: None, client: Client) -> None:
    assert (ActionPoint.objects.count(), Meeting.objects.count()) == (1000, 300)
    assert Entry.objects.count() == 7200
    found = verify_record()
    assert (found.verdict, found.events) == (Verdict.HOLDS, AuditEvent.objects.count())
    assert found.events > 40_000
    assert as_of(Entry, timezone.now()).count() == 7200
    assert SearchRow.objects.count() == 1400
    person = BodyMember.objects.filter(role=MemberRole.SECRETARY)[0].person
    assert person is not None
    client.force_login(person, backend=BACKEND)
    meeting = Meeting.objects.visible_to(person).order_by("-starts_at")[0]
    pages = ["/", "/overleg/", meeting.get_absolute_url(), "/acties/", "/besluiten/", "/dossiers/"]
    pages += ["/teams/", "/planning/", "/opdrachten/", "/advieslijn/", "/varianten/"]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)
    with pytest.raises(CommandError, match="made here before"):
        call_command("make_load", scale=1)


def test_a_load_is_refused_where_debug_is_off(db: None) -> None:
    with pytest.raises(CommandError, match="--yes-really"):
        call_command("make_load", scale=1)
    assert not AuditEvent.objects.exists()


def test_a_scale_below_one_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="from 1"):
        call_command("make_load", scale=0, yes_really=True)
