"""A proposal reaches the office that sets levels by mail."""

from datetime import timedelta

import pytest
from django.test import Client

from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.people.models import Post
from escalation.ladder.models import Proposal
from escalation.ladder.services.proposing import propose_level, withdraw_proposal
from tests.cast import MONDAY, Cast

from .conftest import Setting
from .test_overview import publish

pytestmark = pytest.mark.usefixtures("english")
LATER = MONDAY + timedelta(hours=1)


def propose(cast: Cast, setting: Setting) -> Proposal:
    return propose_level(
        region=setting.regions[0], level=setting.level(4), reason="Stijgend",
        why_here="Raakt drie regio's", by=cast.vws_officer, at=LATER,
    )  # fmt: skip


def held(setting: Setting, cast: Cast) -> None:
    """The office by somebody of VWS; another office set no level yet."""
    setting.minister.holder, setting.minister.held_since = cast.vws_officer, MONDAY
    setting.minister.save()
    Post.objects.create(
        code="other", name_nl="x", name_en="x", organisation=cast.szw, holder=cast.szw_officer,
        held_since=MONDAY,
    )  # fmt: skip


def test_a_proposal_is_mailed_to_who_holds_the_office(cast: Cast, setting: Setting) -> None:
    held(setting, cast)
    publish(setting, 3)
    proposal = propose(cast, setting)
    message = Message.objects.get(kind="ladder.proposed")
    assert (message.recipient.user, message.dossier) == (cast.vws_officer, proposal.region_id)
    said = mail_kinds[message.kind].render(message)
    assert said.subject == "Proposal for Groningen: 4 Very serious"
    for words in ("Stijgend", "Raakt drie regio's", proposal.region.get_absolute_url()):
        assert words in said.text
    assert mail_kinds[message.kind].still_due(message) is None


def test_nobody_holds_the_office_and_its_ministry_is_mailed(cast: Cast, setting: Setting) -> None:
    publish(setting, 3)
    propose(cast, setting)
    message = Message.objects.get(kind="ladder.proposed")
    assert message.recipient.mailbox == cast.vws


def test_before_an_office_set_a_level_nobody_is_mailed(cast: Cast, setting: Setting) -> None:
    held(setting, cast)
    propose(cast, setting)
    assert not Message.objects.filter(kind="ladder.proposed").exists()


def test_a_proposal_that_was_withdrawn_is_mailed_no_more(cast: Cast, setting: Setting) -> None:
    publish(setting, 3)
    proposal = propose(cast, setting)
    withdraw_proposal(proposal=proposal, version=1, by=cast.vws_officer, at=LATER)
    message = Message.objects.get(kind="ladder.proposed")
    assert mail_kinds[message.kind].still_due(message) == "the proposal is no longer open"


def test_her_own_post_shows_the_minister_what_is_proposed(
    cast: Cast, setting: Setting, client: Client
) -> None:
    held(setting, cast)
    publish(setting, 3)
    propose(cast, setting)
    for user, seen in ((cast.vws_officer, True), (cast.szw_officer, False)):
        client.force_login(user, backend="coordination.people.backends.EmailBackend")
        assert ("proposal of a level" in page(client) or "voorstel" in page(client)) is seen


def page(client: Client) -> str:
    return client.get("/post/").content.decode().split("<main")[1]
