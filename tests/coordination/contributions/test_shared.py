"""A shared picture: ministries agree or say how it should read, knowledge is asked to reflect."""

from collections.abc import Callable

import pytest

from coordination.contributions.models import AnswerForm, Contribution, Reply, Verdict
from coordination.contributions.services.replying import NeverAgrees
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message
from coordination.people.models import Organisation, OrganisationKind, User
from tests.cast import Cast


@pytest.fixture
def cpb(make_organisation: Callable[..., Organisation]) -> Organisation:
    return make_organisation("CPB", OrganisationKind.PLANNING_BUREAU)


@pytest.fixture
def shared(
    make_request: Callable[..., Contribution], cast: Cast, cpb: Organisation
) -> Contribution:
    return make_request(
        AnswerForm.SHARED_PICTURE, text="Opdracht 0.2", members=[cast.vws, cast.szw, cpb]
    )


def test_a_ministry_that_does_not_agree_says_how_it_should_read(
    shared: Contribution, cast: Cast, reply_by: Callable[..., Reply]
) -> None:
    reply = reply_by(
        shared,
        cast.vws_officer,
        "Tweedeling hoort bij MLT3",
        verdict=Verdict.NOT_AGREED,
        proposed="Onderdeel 4 vervalt.",
    )
    assert (reply.verdict, reply.proposed) == (Verdict.NOT_AGREED, "Onderdeel 4 vervalt.")
    told = Message.objects.get(kind="contributions.objected")
    assert told.recipient.user == cast.secretary


@pytest.mark.parametrize("verdict", [Verdict.AGREE, Verdict.REMARKS, Verdict.NOT_AGREED])
def test_a_planning_bureau_is_never_asked_to_agree(
    verdict: Verdict,
    shared: Contribution,
    cpb: Organisation,
    make_user: Callable[..., User],
    reply_by: Callable[..., Reply],
) -> None:
    officer = make_user("planner", cpb)
    with pytest.raises(NeverAgrees) as refused:
        reply_by(shared, officer, "Prima", verdict=verdict)
    assert str(refused.value.sentence) == (
        "CPB wordt om een reflectie gevraagd, nooit om instemming."
    )
    kept = reply_by(shared, officer, "De aannames zijn krap", verdict=Verdict.REFLECTION)
    assert list(shared.replies.values_list("pk", flat=True)) == [kept.pk]


def test_a_ministry_does_not_reflect_and_a_position_needs_its_words(
    shared: Contribution, cast: Cast, reply_by: Callable[..., Reply]
) -> None:
    with pytest.raises(Refusal):
        reply_by(shared, cast.vws_officer, "Mooi stuk", verdict=Verdict.REFLECTION)
    with pytest.raises(Refusal) as refused:
        reply_by(shared, cast.vws_officer, "", verdict=Verdict.NOT_AGREED)
    assert refused.value.field == "text"
    with pytest.raises(Refusal) as refused:
        reply_by(shared, cast.vws_officer, "", verdict=Verdict.AGREE, proposed="Iets anders")
    assert (refused.value.field, shared.replies.count()) == ("proposed", 0)
