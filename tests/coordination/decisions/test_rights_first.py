"""Who may not do a deed hears that, whatever state or version the decision is in."""

from collections.abc import Callable
from typing import Any

import pytest

from coordination.decisions import services
from coordination.decisions.models import Decision
from coordination.kit.refusals import NotAllowed
from tests.cast import MONDAY, Cast

OLD = 99


def verb(service: Callable[..., object], **more: Any) -> Any:
    def run(decision: Decision, **deed: Any) -> object:
        return service(decision=decision, **more, **deed)

    return pytest.param(run, id=service.__name__)


@pytest.mark.parametrize(
    "run",
    [
        verb(services.amend_decision, version=OLD, text=""),
        verb(services.replace_decision, version=OLD, text="", reason="", taken_on=MONDAY.date()),
        verb(services.confirm_replacement),
        verb(services.withdraw_replacement),
    ],
)
def test_rights_are_asked_first(cast: Cast, decision: Decision, run: Callable[..., object]) -> None:
    with pytest.raises(NotAllowed):
        run(decision, by=cast.stranger, at=MONDAY)
