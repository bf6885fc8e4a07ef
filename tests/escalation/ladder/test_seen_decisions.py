"""A decision stands with a ladder or a level only for who may see that decision."""

import pytest
from django.test import Client

from coordination.decisions.models import Decision, DecisionStatus
from coordination.people.models import User
from escalation.ladder.models import Determination
from tests.cast import MONDAY, Cast

from .conftest import Setting
from .test_overview import publish

pytestmark = pytest.mark.usefixtures("english")
HIDDEN = "by a decision that you may not see"


@pytest.fixture
def decision(cast: Cast, setting: Setting) -> Decision:
    """In a dossier in which only JenV has a part; the ladder and the levels follow it."""
    publish(setting, 3)
    made = Decision.objects.create(
        dossier=cast.secret_dossier, post=setting.minister, taken_on=MONDAY.date(), year=2020,
        serial=77, text="Achter gesloten deuren besloten", status=DecisionStatus.RECORDED,
        created_at=MONDAY, recorded_at=MONDAY, recorded_by=cast.coordinator,
    )  # fmt: skip
    setting.determine(2, at=MONDAY)
    Determination.objects.update(decision=made)
    setting.ladder.decision = made
    setting.ladder.save()
    return made


def addresses(setting: Setting) -> list[str]:
    region = setting.regions[0].get_absolute_url()
    return [f"{region}?meer=", "/ladder/afronden/", setting.ladder.get_absolute_url()]


def texts(client: Client, user: User, setting: Setting) -> list[str]:
    user.language = "en"
    user.save()
    client.force_login(user, backend="coordination.people.backends.EmailBackend")
    return [client.get(url).content.decode() for url in addresses(setting)]


def test_no_page_tells_the_number_of_a_decision_that_is_not_hers_to_see(
    cast: Cast, setting: Setting, decision: Decision, client: Client
) -> None:
    for text in texts(client, cast.coordinator, setting):
        assert (HIDDEN in text, decision.number in text, str(decision.pk) in text) == (
            True, False, False,
        )  # fmt: skip
    cast.coordinator.organisation = cast.jenv
    for text in texts(client, cast.coordinator, setting):
        assert (HIDDEN in text, decision.number in text) == (False, True)


def test_the_api_leaves_out_a_decision_that_is_not_hers_to_see(
    cast: Cast, setting: Setting, decision: Decision, client: Client
) -> None:
    def told() -> list[str | None]:
        client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")
        levels, ladders = "/api/v1/determinations", f"/api/v1/ladders/{setting.ladder.pk}"
        rows = client.get(levels).json()["results"]
        one = client.get(f"{levels}/{rows[0]['id']}").json()
        return [*(row["decision"] for row in rows), one["decision"],
                client.get(ladders).json()["decision"]]  # fmt: skip

    assert told() == [None] * 4
    cast.coordinator.organisation = cast.jenv
    cast.coordinator.save()
    assert told() == [str(decision.pk)] * 4
