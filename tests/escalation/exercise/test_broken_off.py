"""A worker that dies at any step of the story: nothing is done twice, and nothing is left out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from coordination.mail.models import Message
from escalation.exercise.models import MAIL, Exercise, Inject
from escalation.exercise.services import figures as bringing
from escalation.exercise.services import going
from escalation.exercise.services.going import go_on
from escalation.exercise.services.injects import plan_inject
from escalation.ladder.models import Ladder
from tests.cast import MONDAY, Cast

from .test_figures import assessed, figures, make

# some forty stories; rolling back is what both databases do
pytestmark = [pytest.mark.django_db, pytest.mark.once]

END = MONDAY + timedelta(days=3)
TEN = MONDAY.replace(hour=9)
"""Ten in the morning of Amsterdam, when figures come out."""


class Died(BaseException):
    """As kill -9: what was not committed is gone."""


class Doomed:
    """Steps of the story, counted; the worker dies before or after one of them."""

    def __init__(self) -> None:
        self.count, self.dies_at, self.after = 0, -1, False

    def wrap(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def counted(**asked: Any) -> Any:
            self.count += 1
            mine = self.count == self.dies_at
            if mine and not self.after:
                raise Died
            done = step(**asked)
            if mine:
                raise Died
            return done

        return counted


@pytest.fixture
def doomed(monkeypatch: pytest.MonkeyPatch) -> Doomed:
    found = Doomed()
    for module, name in (
        (going, "bring_figures"), (going, "assess_due"), (going, "release_inject"),
        (bringing, "assess_due"), (bringing, "add_generated"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, found.wrap(getattr(module, name)))
    return found


def told() -> Any:
    injects = Inject.objects.order_by("code").values_list("code", "status", "released_at")
    mails = Message.objects.filter(kind=MAIL).order_by("key", "pk").values_list("key", flat=True)
    return figures(), assessed(), list(injects), list(mails)


def test_a_worker_that_dies_at_any_step_leaves_the_story_as_it_would_have_been(
    exercise: Exercise, cast: Cast, published: dict[str, Ladder], facts: Any, doomed: Doomed
) -> None:
    make(exercise, cast)
    moments = (TEN + timedelta(days=1), TEN + timedelta(days=1, hours=5))
    for number, due_at in enumerate(moments):
        inject = facts(code=f"I-{number}", due_at=due_at)
        plan_inject(exercise=exercise, facts=inject, by=cast.secretary, at=MONDAY)
    doomed.count = 0
    with transaction.atomic():
        go_on(at=END)
        undisturbed, steps = told(), doomed.count
        transaction.set_rollback(True)
    assert [row[2] for row in undisturbed[2]] == list(moments)
    assert steps > 10
    for after in (False, True):
        for step in range(1, steps + 1):
            doomed.count, doomed.dies_at, doomed.after = 0, step, after
            with transaction.atomic():
                with pytest.raises(Died):
                    go_on(at=END)
                doomed.dies_at = -1
                go_on(at=END)
                assert told() == undisturbed, (step, after)
                transaction.set_rollback(True)
