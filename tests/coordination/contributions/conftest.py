"""A request to two organisations of MLT3, and a written round."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from coordination.actions.models import ActionPart
from coordination.actions.terms import Term
from coordination.contributions.models import AnswerForm, Contribution, Reply
from coordination.contributions.services import Answer, Question, ask_with_point, give_reply
from coordination.people.models import User
from tests.cast import Cast

WEDNESDAY = Term(date(2020, 11, 4))
NINE = Term(date(2020, 11, 4), time(21))


@pytest.fixture
def make_request(cast: Cast, now: datetime) -> Callable[..., Contribution]:
    """Asked by MLT3's secretary, of the other organisations of MLT3 unless said otherwise."""

    def make(form: AnswerForm = AnswerForm.BOTH, **more: Any) -> Contribution:
        text = more.pop("text", "Vul de sheets van stap 3 en 4 in")
        values: dict[str, Any] = {
            "dossier": cast.dossier,
            "body": cast.body,
            "question": Question(text, form),
            "term": WEDNESDAY,
            "by": cast.secretary,
            "at": now,
        } | more
        return ask_with_point(**values)

    return make


@pytest.fixture
def asked(make_request: Callable[..., Contribution]) -> Contribution:
    return make_request()


@pytest.fixture
def written_round(make_request: Callable[..., Contribution]) -> Contribution:
    return make_request(AnswerForm.WRITTEN_ROUND, text="Akkoord met de brief", term=NINE)


@pytest.fixture
def reply_by(now: datetime) -> Callable[..., Reply]:
    """A reply for her own organisation, from the version that stands."""

    def reply(asked: Contribution, user: User, text: str = "Ingevuld", **more: Any) -> Reply:
        part = part_of(asked, user)
        at = more.pop("at", now)
        return give_reply(
            contribution=fresh(asked),
            organisation=user.organisation,
            version=more.pop("version", part.version),
            answer=Answer(text, **more),
            by=user,
            at=at,
        )

    return reply


def part_of(asked: Contribution, user: User) -> ActionPart:
    return ActionPart.objects.get(
        action_point=asked.action_point_id, organisation=user.organisation
    )


def fresh(asked: Contribution) -> Contribution:
    found: Contribution = Contribution.objects.get(pk=asked.pk)
    return found
