"""From the sitting to the publication in the browser's forms and over the API."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, Meeting
from escalation.ladder.models import Contact, Determination
from escalation.ladder.services.contacts import inform_regions
from escalation.ladder.services.publishing import publish_determinations
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def coordinator(setting: Setting, client: Client) -> Client:
    client.force_login(setting.coordinator, backend="coordination.people.backends.EmailBackend")
    return client


def form(setting: Setting, **more: Any) -> dict[str, Any]:
    return {
        "post": str(setting.minister.pk),
        "in_force_at": f"{timezone.localdate():%Y-%m-%d}T00:30",
        "text": "Inschaling",
        "level-VR01": "4",
        "level-VR02": "4",
    } | more


def test_a_sitting_is_recorded_told_and_published(setting: Setting, coordinator: Client) -> None:
    answer = coordinator.post("/ladder/vaststellen/", form(setting))
    assert (answer.status_code, answer["Location"]) == (302, "/ladder/afronden/")
    keys = [str(row.pk) for row in Determination.objects.all()]
    refused = coordinator.post("/ladder/afronden/publiceren/", {"row": keys})
    assert refused.status_code == 422
    assert "Nog niet geïnformeerd: Fryslân, Groningen" in refused.content.decode() or (
        "Not yet informed: Fryslân, Groningen" in refused.content.decode()
    )
    told = {"row": keys, "with_whom": "voorzitter VR", "spoken_at": "2020-11-02T10:00"}
    assert coordinator.post("/ladder/afronden/geinformeerd/", told).status_code == 302
    assert coordinator.post("/ladder/afronden/publiceren/", {"row": keys}).status_code == 302
    assert Determination.objects.filter(published_at__isnull=False).count() == 2
    assert Contact.objects.count() == 2


def test_what_is_refused_stands_at_its_row_and_the_rest_stays(
    setting: Setting, coordinator: Client
) -> None:
    setting.assess(setting.regions[0], 2, on=timezone.localdate())
    setting.assess(setting.regions[1], 4, on=timezone.localdate())
    answer = coordinator.post("/ladder/vaststellen/", form(setting))
    found = answer.context["form"]
    assert answer.status_code == 422
    assert list(found.errors) == ["deviation-VR01"]
    assert found["level-VR02"].value() == "4"
    assert Determination.objects.count() == 0


def test_what_the_other_recorded_first_leaves_her_own_row_as_she_typed_it(
    setting: Setting, coordinator: Client
) -> None:
    setting.determine(3)
    typed = form(setting, **{"level-VR02": "", "deviation-VR01": "Druk op de zorg"})
    answer = coordinator.post("/ladder/vaststellen/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<option value="4" selected>' in page
    assert 'name="deviation-VR01" value="Druk op de zorg"' in page
    assert "Wacht op publicatie: 3" in page


def publish(rows: list[Determination], setting: Setting, at: datetime) -> None:
    inform_regions(
        determinations=rows, with_whom="voorzitter", spoken_at=at, by=setting.coordinator, at=at
    )
    publish_determinations(determinations=rows, by=setting.coordinator, at=at)


def test_a_level_that_the_other_published_meanwhile_is_not_gone_over_unseen(
    setting: Setting, coordinator: Client
) -> None:
    """Nor is one of another region in the way; once she has seen it, hers may follow."""
    url = "/ladder/vaststellen/"
    seen = coordinator.get(url).context["seen_at"]
    publish(setting.determine(3), setting, timezone.now())
    typed = form(setting, **{"level-VR02": "", "seen_at": seen})
    answer = coordinator.post(url, typed)
    assert answer.status_code == 422
    assert "Sinds u keek is een ander niveau gepubliceerd: Groningen" in answer.content.decode()
    assert answer.context["form"]["level-VR01"].value() == "4"
    assert Determination.objects.count() == 1
    other = form(setting, **{"level-VR01": "", "seen_at": seen, "text": "Besluit"})
    assert coordinator.post(url, other).status_code == 302
    again = coordinator.post(url, typed | {"seen_at": answer.context["seen_at"]})
    assert (again.status_code, Determination.objects.count()) == (302, 3)


@pytest.mark.parametrize(
    ("seen", "status"),
    [("", 302), ("2020-13-45T00:00", 422), ("2020-11-02T10:00", 422), ("nonsense", 422)],
)
def test_a_page_that_does_not_say_when_it_was_read_compares_nothing(
    setting: Setting, coordinator: Client, seen: str, status: int
) -> None:
    """What is no moment is refused."""
    answer = coordinator.post("/ladder/vaststellen/", form(setting, seen_at=seen))
    assert answer.status_code == status
    assert Determination.objects.exists() is (status == 302)


def test_the_api_refuses_what_was_published_since_it_was_read(
    setting: Setting, coordinator: Client
) -> None:
    body = {
        "post": str(setting.minister.pk),
        "in_force_at": timezone.now().isoformat(),
        "text": "Inschaling",
        "seen_at": timezone.now().isoformat(),
        "levels": [{"region": str(setting.regions[0].pk), "level": str(setting.level(4).pk)}],
    }
    publish(setting.determine(3), setting, timezone.now())
    answer = coordinator.post("/api/v1/determinations", body, "application/json")
    assert (answer.status_code, Determination.objects.count()) == (409, 1)


def test_who_does_not_record_for_the_office_is_told_on_the_form_and_keeps_what_she_typed(
    setting: Setting, client: Client
) -> None:
    client.force_login(setting.second, backend="coordination.people.backends.EmailBackend")
    answer = client.post("/ladder/vaststellen/", form(setting))
    found = answer.context["form"]
    assert (answer.status_code, list(found.errors)) == (422, ["text"])
    assert "wie het dossier Escalatieladder leidt" in str(found.errors["text"])
    assert found["level-VR01"].value() == "4"
    assert Determination.objects.count() == 0


@pytest.mark.parametrize("waiting", [1, 3])
def test_a_sitting_asks_as_much_with_three_levels_as_with_one(
    setting: Setting, coordinator: Client, waiting: int
) -> None:
    setting.determine(*[3] * waiting)
    coordinator.get("/ladder/vaststellen/")
    with CaptureQueriesContext(connection) as questions:
        page = coordinator.get("/ladder/vaststellen/")
    assert page.context["form"].initial["post"] == setting.minister.pk
    assert len(questions) == 11


def test_the_rule_may_be_taken_over_in_one_press(setting: Setting, coordinator: Client) -> None:
    setting.assess(setting.regions[2], 3, on=timezone.localdate())
    found = coordinator.get("/ladder/vaststellen/", {"vul": "regel"}).context["form"]
    assert [found[f"level-VR0{n}"].value() for n in (1, 2, 3)] == [None, None, "3"]


def test_the_api_determines_and_confirms(cast: Cast, setting: Setting, coordinator: Client) -> None:
    body = {
        "post": str(setting.minister.pk),
        "in_force_at": MONDAY.isoformat(),
        "text": "Inschaling",
        "levels": [{"region": str(setting.regions[0].pk), "level": str(setting.level(3).pk)}],
    }
    made = coordinator.post("/api/v1/determinations", body, "application/json")
    assert (made.status_code, [row["rank"] for row in made.json()]) == (201, [3])
    again = coordinator.post("/api/v1/determinations", body, "application/json")
    assert (again.status_code, again["Content-Type"]) == (409, "application/problem+json")
    key = made.json()[0]["id"]
    url = f"/api/v1/determinations/{key}/confirm"
    own = coordinator.post(url, {}, "application/json", headers={"if-match": '"2"'})
    assert own.status_code == 403
    row = Determination.objects.get(pk=key)
    row.lowers = True
    row.save()
    coordinator.force_login(setting.second, backend="coordination.people.backends.EmailBackend")
    assert coordinator.post(url, {}, "application/json").status_code == 428
    stale = coordinator.post(url, {}, "application/json", headers={"if-match": '"9"'})
    assert stale.status_code == 412
    done = coordinator.post(url, {}, "application/json", headers={"if-match": '"1"'})
    assert (done.status_code, done.json()["version"]) == (200, 2)


def test_a_region_page_shows_its_level_and_clock(
    cast: Cast, setting: Setting, coordinator: Client
) -> None:
    setting.determine(3)
    page = coordinator.get(setting.regions[0].get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert 'href="/ladder/afronden/"' in text
    more = coordinator.get(setting.regions[0].get_absolute_url(), {"meer": ""}).content.decode()
    assert setting.minister.name in more


@pytest.fixture
def item(cast: Cast, setting: Setting) -> AgendaItem:
    """Of a meeting that is yet to come, in a dossier in which the coordinator writes."""
    grant_access(
        dossier=cast.dossier, to=setting.coordinator, function=Function.WRITER, by=None, at=MONDAY
    )
    start = timezone.now() + timedelta(days=2)
    meeting = Meeting.objects.create(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        created_at=MONDAY,
    )
    return AgendaItem.objects.create(
        meeting=meeting, dossier=cast.dossier, title="Inschaling", position=1, created_at=MONDAY
    )


def test_the_ladder_is_frozen_with_an_item(cast: Cast, item: AgendaItem, client: Client) -> None:
    client.force_login(cast.secretary, backend="coordination.people.backends.EmailBackend")
    answer = client.post("/ladder/op-de-agenda/", {"item": str(item.pk)})
    assert answer.status_code == 302
    paper = item.papers.get().paper
    assert paper.versions.get().content_type == "application/pdf"


def test_the_api_freezes_the_ladder_with_an_item_or_as_a_new_one(
    cast: Cast, setting: Setting, item: AgendaItem, client: Client
) -> None:
    client.force_login(cast.secretary, backend="coordination.people.backends.EmailBackend")

    def freeze(**sent: str) -> Any:
        return client.post("/api/v1/ladders/freeze", sent, "application/json")

    def refused(**sent: str) -> tuple[int, list[str]]:
        answer = freeze(**sent)
        return answer.status_code, [one["pointer"] for one in answer.json().get("errors", ())]

    assert refused() == (422, ["/item"])
    setting.determine(3)
    done = freeze(item=str(item.pk))
    assert done.status_code == 201
    assert [one["item"] for one in done.json()] == [str(item.pk)] * 2
    papers = [row.paper for row in item.papers.order_by("position")]
    assert [one["paper"]["id"] for one in done.json()] == [str(paper.pk) for paper in papers]
    assert [paper.within_government for paper in papers] == [False, True]
    (version,) = done.json()[0]["paper"]["versions"]
    assert b"".join(client.get(version["url"]).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # a file is streamed
    new = freeze(meeting=str(item.meeting_id))
    assert (new.status_code, AgendaItem.objects.count()) == (201, 2)
    item.removed_at, item.removed_by = MONDAY, cast.secretary
    item.save()
    assert refused(item=str(item.pk)) == (422, ["/item"])
    client.force_login(cast.stranger, backend="coordination.people.backends.EmailBackend")
    assert refused(item=str(item.pk)) == (422, ["/item"])
